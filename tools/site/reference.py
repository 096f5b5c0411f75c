"""Takes the program, gives the pages of its commands and of its Python interface."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator

import entente
from flows.cli import app

LEFT_OUT = ("## Table of Contents", "## `entente --install-completion`", "## entente --install-completion")
"""Parts of the page of commands that the site has elsewhere, or that no reader looks up."""


def commands() -> str:
    """Return the page of all commands: what each takes, and an example of it."""
    told = app.generate_docs(output_format="markdown", usage_name="entente").replace("# entente\n", "# Commands\n", 1)
    told = re.sub(r"(?m)^(entente [\w-]+) .*?(?=\[OPTIONS\]|COMMAND)", r"\1 ", told)  # it names the program that asks
    sections = re.split(r"(?m)^(?=## )", told)
    return "".join(with_example(section) for section in sections if not section.startswith(LEFT_OUT))


def with_example(section: str) -> str:
    """Return the section of a command with the example that ends its help."""
    title, prefix = section.split("\n", 1)[0], "## entente "
    if not title.startswith(prefix):
        return section
    example = str(app[title.removeprefix(prefix)].help_epilogue or "").removeprefix("Example: ")
    return f"{section.rstrip()}\n\n**Example**\n\n```sh\n{example}\n```\n\n"


def python_api() -> str:
    """Return the page of what `import entente` gives, of its docstrings."""
    lines = ["# Python", "", "What `import entente` gives; [From Python](python.md) goes through it.", ""]
    for name in ("open", *(name for name in entente.__all__ if name != "open")):
        value = getattr(entente, name)
        lines += member(f"entente.{name}", value, "##")
        members = vars(value).items() if value is entente.OpenWarehouse else ()
        for inner, told in members:
            if not inner.startswith("_"):
                lines += member(f"OpenWarehouse.{inner}", told, "###")
    return "\n".join(lines)


def member(name: str, value: object, level: str) -> Iterator[str]:
    """Yield the lines of one class, function or property: its name, its signature, its docstring."""
    yield from (f"{level} `{name}`", "")
    if inspect.isfunction(value):
        yield from ("```python", signature(name, value), "```", "")
    yield from (inspect.cleandoc(inspect.getdoc(value) or ""), "")


def signature(name: str, function: Callable[..., object]) -> str:
    """Return the head of a function as its source has it."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    arguments = ast.unparse(definition.args).removeprefix("self").removeprefix(", ")
    returned = f" -> {ast.unparse(definition.returns)}" if definition.returns else ""
    return f"{name}({arguments}){returned}"
