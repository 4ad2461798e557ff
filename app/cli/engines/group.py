"""The group of commands. A command's file is read only when it runs, so that help is quick and always there."""

import ast
from importlib import import_module
from pathlib import Path

import click

COMMANDS = Path(__file__).parents[1]


class FilePerCommand(click.Group):
    """Each file of app/cli is a command: `parse_list.py` holds `parse_list`, which people call `parse-list`."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names people use."""
        return sorted(path.stem.replace("_", "-") for path in COMMANDS.glob("*.py") if not path.stem.startswith("_"))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if name not in self.list_commands(context):
            return None
        word = name.replace("-", "_")
        return getattr(import_module(f"app.cli.{word}"), word)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command: the first line of its file."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(name)) for name in self.list_commands(context)])


def _first_line(name: str) -> str:
    text = (COMMANDS / f"{name.replace('-', '_')}.py").read_text()
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


@click.group(cls=FilePerCommand, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def nusacart() -> None:
    """NusaCart: a shop, its stock and its orders on your own machine.

    `nusacart up` starts everything. The other commands reach what `up` started through its data folder:
    name another one with the variable NUSACART_DATA.
    """
