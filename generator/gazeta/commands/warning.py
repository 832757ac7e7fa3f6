"""What a command has to say besides its result, without failing."""

import click


def warn(message: str, hint: str = "") -> None:
    """Says something on standard error."""
    click.echo(click.style("Warning: ", fg="yellow", bold=True) + message, err=True)
    if hint:
        click.echo(click.style("Hint: ", fg="cyan") + hint, err=True)
