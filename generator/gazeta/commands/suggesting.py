"""Commands that know what was meant by a name that is none of theirs."""

from collections.abc import Mapping

import click

from gazeta.core.suggest import nearest


class Suggesting(click.Group):
    """A group of commands; `others` maps what other programs call them to their names here."""

    others: Mapping[str, str] = {}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, or an error that says which one may have been meant."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            meant = self.others.get(name.lower())
            hint = f"Did you mean “{meant}”?" if meant else nearest(name, self.list_commands(ctx))
            hint = hint or f"`{ctx.command_path} --help` lists what there is."
            raise click.UsageError(f"There is no command “{name}”. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Takes the command line apart; options of a command that stand before it are told where they belong."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.possibilities:
                raise
            message = (
                f"There is no option “{error.option_name}” before a command. "
                f"A command's own options stand behind its name: {ctx.command_path} COMMAND {error.option_name}"
            )
            raise click.UsageError(message, ctx) from error


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def help_command(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Say what a command does, as its --help does."""
    context = ctx.parent or ctx
    for word in words:
        if isinstance(context.command, click.Group):
            _, command, _ = context.command.resolve_command(context, [word])
            if command is not None:
                context = click.Context(command, info_name=command.name, parent=context)
    click.echo(context.get_help())
