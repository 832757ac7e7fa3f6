"""Which elements and attributes an SVG may have: those of SVG 1.1 and 2 that draw, animate or describe.

What can run a program, load a file or hold another language's elements is not among them: `script`, `handler`,
`foreignObject`, `iframe`, `audio`, `video`, `font-face-uri`, all event attributes, `xml:base`.
"""

ELEMENTS = frozenset(
    """
    a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath
    color-profile cursor defs desc discard ellipse feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
    feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence filter flowDiv flowLine flowPara flowRegion flowRegionBreak flowRegionExclude
    flowRoot flowSpan flowTref font font-face font-face-format font-face-name font-face-src g glyph glyphRef hatch
    hatchpath hkern image line linearGradient marker mask mesh meshgradient meshpatch meshrow metadata missing-glyph
    mpath path pattern polygon polyline radialGradient rect set solidColor solidcolor stop style svg switch symbol
    text textArea textPath tbreak title tref tspan use view vkern
    """.split()
)

ANIMATABLE = frozenset(
    """
    accent-height accumulate additive alignment-baseline alphabetic amplitude arabic-form ascent azimuth
    background-color baseFrequency baseline-shift bbox begin bias by calcMode cap-height class clip clip-path
    clip-rule clipPathUnits color color-interpolation color-interpolation-filters color-profile color-rendering
    cursor cx cy d descent diffuseConstant direction display divisor dominant-baseline dur dx dy edgeMode elevation
    enable-background end exponent fill fill-opacity fill-rule filter filterRes filterUnits flood-color flood-opacity
    font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style font-variant
    font-variant-caps font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position
    font-variation-settings font-weight format fr from fx fy g1 g2 glyph-name glyph-orientation-horizontal
    glyph-orientation-vertical glyphRef gradientTransform gradientUnits hanging hatchContentUnits hatchUnits height
    horiz-adv-x horiz-origin-x horiz-origin-y ideographic image-rendering in in2 inline-size intercept
    isolation k k1 k2 k3 k4 kernelMatrix kernelUnitLength kerning keyPoints keySplines keyTimes lang
    lengthAdjust letter-spacing lighting-color limitingConeAngle line-height local marker marker-end marker-mid
    marker-start markerHeight markerUnits markerWidth mask mask-image mask-mode mask-size mask-type maskContentUnits
    maskUnits mathematical max min mix-blend-mode mode name numOctaves offset opacity operator order orient
    orientation origin overflow overline-position overline-thickness paint-order panose-1 path pathLength
    patternContentUnits patternTransform patternUnits pitch pointer-events points pointsAtX pointsAtY pointsAtZ
    preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY rendering-intent repeatCount repeatDur
    restart result rotate rx ry scale seed shape-image-threshold shape-inside shape-margin shape-padding
    shape-rendering shape-subtract side slope solid-color solid-opacity spacing specularConstant specularExponent
    spreadMethod startOffset stdDeviation stemh stemv stitchTiles stop-color stop-opacity strikethrough-position
    strikethrough-thickness string stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width surfaceScale tabindex tableValues targetX targetY text-align
    text-align-all text-align-last text-anchor text-decoration text-decoration-color text-decoration-line
    text-decoration-style text-decoration-thickness text-indent text-orientation text-overflow text-rendering
    text-transform text-underline-position textLength to transform transform-box transform-origin type u1 u2
    underline-position underline-thickness unicode unicode-bidi unicode-range units-per-em v-alphabetic v-hanging
    v-ideographic v-mathematical values vector-effect vert-adv-y vert-origin-x vert-origin-y vertical-align viewBox
    viewTarget visibility white-space width widths will-change word-spacing writing-mode x x-height x1 x2
    xChannelSelector y y1 y2 yChannelSelector z zoomAndPan
    """.split()
)
"""Attributes whose values an animation may change without leading anywhere."""

ATTRIBUTES = ANIMATABLE | frozenset(
    """
    about alt attributeName attributeType baseProfile content contentScriptType contentStyleType crossorigin datatype
    decoding download externalResourcesRequired fetchpriority focusable height href hreflang host id loading media
    node-id nodetypes p-id playbackorder prefix property rel requiredExtensions requiredFeatures requiredFonts
    requiredFormats resource rev role slot style systemLanguage t target timelinebegin title typeof version
    snapshotTime syncBehavior syncBehaviorDefault syncTolerance syncToleranceDefault initialVisibility
    focusHighlight editable
    """.split()
)
"""With those that exporters and collections of icons add (`p-id`, `t`, `host`, `content`), which draw nothing."""

FREE_ATTRIBUTES = ("aria-", "data-")
"""Beginnings of attributes' names that belong to whoever wrote the file."""
