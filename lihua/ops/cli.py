"""The command line. It works while the server runs.

Every command ends with exit status 0 (done), 1 (refused) or 2 (wrong usage); the last line of standard output is one
JSON object, everything else goes to standard error.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Answer = Mapping[str, Any]


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


@dataclass(frozen=True)
class Command:
    """`place` names the module and the function that does it: `running:up`. Imported only when it is asked for."""

    name: str
    place: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None] = _no_arguments
    # Whether Django's settings must be read before the function is called.
    needs_django: bool = True
    # What to do in a data folder that holds no village yet: "make" its tables, "refuse", or "" to let the function see.
    without_village: str = ""


def _person_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    add = verbs.add_parser("add", help="let somebody in from here")
    add.add_argument("handle", metavar="HANDLE")
    add.add_argument("--name", required=True, help="how others see them")
    add.add_argument("--writes", default="", help="languages they write: zh-Hans,en")
    add.add_argument("--reads", default="", help="languages they read, best first: zh-Hans,en")
    add.add_argument("--learns", default="", help="languages they learn, with a level: en:B1,es")
    add.add_argument("--mail", default="", help="their mail address, for signing in")
    add.add_argument("--password-stdin", action="store_true", help="read their password from standard input")
    add.add_argument("--owner", action="store_true", help="make them an owner")
    add.add_argument("--token", action="store_true", help="print a token for apps (read write follow push)")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("handle", metavar="HANDLE")
    parser.add_argument("file", metavar="FILE", help="a zip that is not there yet")


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--erased", metavar="LOG", help="erased.log of the old data folder: those in it stay erased")


def _doctor_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--retry", action="store_true", help="try again what was given up")


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--small", action="store_true", help="a handful of people only")


def _web_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--prepare", action="store_true", help="make everything ready first, and say so")


def _verb(verbs: Any, name: str, place: str, words: str) -> argparse.ArgumentParser:
    """A verb of a group of commands, done by a function of its own."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    parser.set_defaults(place=place)
    return parser


def _engine_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    shown = _verb(verbs, "list", "engines:list_engines", "the engines in their order, and the packs")
    shown.add_argument("--offered", action="store_true", help="also what the index offers")
    tried = _verb(verbs, "test", "engines:test", "have each engine translate a greeting")
    tried.add_argument("name", metavar="NAME", nargs="?", default="", help="only this one")
    _verb(verbs, "status", "engines:status", "how each fares and how much it was given")
    add = _verb(verbs, "add", "engines:add", "bring in a translation pack")
    add.add_argument("pair", metavar="PAIR", help="such as zh-en: from Chinese into English")
    from_where = add.add_mutually_exclusive_group()
    from_where.add_argument("--index", metavar="URL", default="", help="another index than LIHUA_PACK_INDEX")
    from_where.add_argument("--file", metavar="PACK", default="", help="a pack that is here already")
    shown.add_argument("--index", metavar="URL", default="", help="another index than LIHUA_PACK_INDEX")
    for one in (add, shown):
        one.add_argument("--allow-private", action="store_true", help="the index may lie in your own network")
    gone = _verb(verbs, "remove", "engines:remove", "take a translation pack away")
    gone.add_argument("pair", metavar="PAIR")


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", required=True, choices=["tatoeba"], help="what kind of file it is")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--posts", choices=["cmn", "eng"], default="cmn", help="which side becomes posts (cmn)")


def _language_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True, dest="verb")
    detect = verbs.add_parser("detect", help="say which language each line of standard input is in")
    detect.add_argument("--prior", default="", help="languages the author writes, the most usual first: zh-Hans,en")
    cut = verbs.add_parser("cut", help="say where the sentences of each line are")
    annotate = verbs.add_parser("annotate", help="say how each line of standard input is read")
    annotate.add_argument("--aid", default="", choices=["pinyin", "furigana", "romaja", "latin", "none"])
    for one in (cut, annotate):
        one.add_argument("--language", metavar="TAG", default="", help="of all lines; else each is looked at")
    look_up = verbs.add_parser("look-up", help="say what a word means")
    look_up.add_argument("word", metavar="WORD")
    look_up.add_argument("--from", dest="source", metavar="TAG", default="", help="the language of the word")
    look_up.add_argument("--to", dest="target", metavar="TAG", default="", help="the language of the explanation")
    translate = _verb(verbs, "translate", "translating:translate", "translate each line of standard input")
    translate.add_argument("--from", dest="source", required=True, metavar="TAG")
    translate.add_argument("--to", dest="target", required=True, metavar="TAG")
    translate.add_argument("--engine", metavar="NAME", default="", help="only this one (lihua engine list)")


def _dictionary_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    add = _verb(verbs, "add", "dictionaries:add", "bring in a file of CC-CEDICT, StarDict or FreeDict")
    add.add_argument("file", metavar="FILE", help="also packed as .gz, .zip or .tar")
    add.add_argument("--name", default="", help="how it is called here")
    add.add_argument("--from", dest="source", metavar="TAG", default="", help="the language of its words")
    add.add_argument("--to", dest="target", metavar="TAG", default="", help="the language that explains them")
    add.add_argument("--licence", default="", help="where the file names none: it is shown with every entry")
    add.add_argument("--url", default="", help="where it is from")
    _verb(verbs, "list", "dictionaries:list_all", "which there are, a line each")
    gone = _verb(verbs, "remove", "dictionaries:remove", "take one out")
    gone.add_argument("name", metavar="NAME")


def _levels_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    add = _verb(verbs, "add", "dictionaries:add_levels", "bring in a list: HSK 3.0, CEFR-J or Octanove, as CSV")
    add.add_argument("file", metavar="FILE")
    add.add_argument("--name", default="", help="how it is called here")
    add.add_argument("--licence", default="", help="instead of the one that is known for such a list")
    _verb(verbs, "list", "dictionaries:list_levels", "which there are, a line each")
    gone = _verb(verbs, "remove", "dictionaries:remove_levels", "take one out")
    gone.add_argument("name", metavar="NAME")


PREPARE = Command("prepare", "preparing:prepare", "make the data folder, tables and static files ready (up does it)")
COMMANDS = [
    Command("up", "running:up", "run Li Hua: pages, live updates and the worker", needs_django=False),
    Command(
        "owner-link",
        "persons:print_owner_link",
        "print a link that makes its opener the owner, once",
        without_village="make",
    ),
    Command(
        "person",
        "persons:add",
        "person add HANDLE: let somebody in from here",
        _person_arguments,
        without_village="make",
    ),
    Command(
        "demo",
        "demo.building:build",
        "fill the village with people, notes and threads",
        _demo_arguments,
        without_village="make",
    ),
    Command(
        "engine",
        "engines:list_engines",
        "translation engines: list, test, status, add, remove",
        _engine_arguments,
        without_village="make",
    ),
    Command(
        "import",
        "importing:run",
        "bring in works from a file of sentence pairs",
        _import_arguments,
        without_village="make",
    ),
    Command("doctor", "doctor:doctor", "say what is wrong here and how to mend it", _doctor_arguments, False),
    Command(
        "backup", "backup:backup", "copy database and files into FILE, while it runs", _file, without_village="refuse"
    ),
    Command("restore", "backup:restore", "put a copy back into an empty LIHUA_DATA", _restore_arguments, False),
    Command(
        "export",
        "exporting:export",
        "everything one person made here, as a zip",
        _export_arguments,
        without_village="refuse",
    ),
    Command(
        "language",
        "languages:run",
        "ask what is known of languages: detect, cut, annotate, look-up, translate",
        _language_arguments,
    ),
    Command("dictionary", "dictionaries:add", "dictionary add FILE: explain more words", _dictionary_arguments),
    Command("levels", "dictionaries:add_levels", "levels add FILE: say how advanced words are", _levels_arguments),
    PREPARE,
    Command("web", "serving:web", "serve the pages only (up does it)", _web_arguments),
    Command("worker", "serving:worker", "do what waits, only (up does it)"),
]


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lihua.config.settings")
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stopped:  # argparse has said what is wrong, on standard error
        if stopped.code:
            _answer({"error": "wrong usage"})
        return int(stopped.code or 0)
    return run(chosen.command, chosen)


def run(command: Command, chosen: argparse.Namespace) -> int:
    """Do one command and say how it went."""
    from lihua.ops.refusals import explain

    try:
        if command.needs_django:
            import django

            django.setup()
        if command.without_village:
            from lihua.ops.preparing import require_village

            require_village(makes_one=command.without_village == "make")
        module, function = getattr(chosen, "place", command.place).split(":")
        answer = getattr(import_module(f"lihua.ops.{module}"), function)(chosen)
    except KeyboardInterrupt:
        say("Stopped.")
        _answer({"error": "stopped"})
        return 1
    except Exception as problem:
        refused = explain(problem)
        if refused is None:  # a mistake of ours: all that is known of it, and still an answer
            traceback.print_exc()
            _answer({"error": f"{type(problem).__name__}: {problem}", "hint": "This is a mistake of Li Hua's own."})
            return 1
        if not refused.is_said:
            say(refused.message, *([f"  {refused.hint}"] if refused.hint else []))
        _answer({"error": refused.message, "hint": refused.hint})
        return 1
    if answer is not None:
        _answer(answer)
    return 0


def say(*lines: str) -> None:
    """Tell the person at the keyboard."""
    for line in lines:
        print(line, file=sys.stderr, flush=True)


def _answer(answer: Answer) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def _parser() -> argparse.ArgumentParser:
    import lihua

    parser = argparse.ArgumentParser(prog="lihua", description="Li Hua: a home for people who do not share a language.")
    parser.add_argument("--version", action="version", version=f"Li Hua {lihua.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        under = commands.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(under)
        under.set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
