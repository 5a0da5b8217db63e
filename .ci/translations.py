"""Every text of the product is in the Portuguese catalogue, translated, with its placeholders intact.

To bring the catalogue up to date:
    pybabel extract -F pyproject.toml -k _l -k N_ --no-location -o messages.pot chatapp
    pybabel update -i messages.pot -d chatapp/translations -l pt_BR --no-fuzzy-matching
    (translate what is empty)
    pybabel compile -d chatapp/translations
"""

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo

PROJECT = Path(__file__).resolve().parents[1]
CATALOGUE = PROJECT / "chatapp/translations/pt_BR/LC_MESSAGES/messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "N_": None}


def main() -> int:
    """Prints one line per fault; answers 1 if there is any."""
    if not CATALOGUE.exists():
        print(f"{CATALOGUE.relative_to(PROJECT)} is missing.")
        return 1
    with CATALOGUE.open("rb") as source:
        catalogue = pofile.read_po(source, locale="pt_BR")
    faults = [*extraction_faults(catalogue), *translation_faults(catalogue), *compilation_faults(catalogue)]
    print("\n".join(faults) or f"{len(catalogue)} texts, all translated.")
    return 1 if faults else 0


def extraction_faults(catalogue: Catalog) -> Iterator[str]:
    """Texts of the code that the catalogue lacks, and texts of the catalogue that the code lost."""
    mappings = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    spoken = {}
    for file, line, words, _, context in extract_from_dir(PROJECT / "chatapp", methods, {}, KEYWORDS):
        spoken[words if isinstance(words, str) else words[0], context] = f"{file}:{line}"
    known = {(one_form(message), message.context) for message in catalogue if message.id}
    for key, place in spoken.items():
        if key not in known:
            yield f"not in the catalogue: {key[0]!r} ({place})"
    for words, _ in known - spoken.keys():
        yield f"in the catalogue, but nowhere in the code: {words!r}"


def translation_faults(catalogue: Catalog) -> Iterator[str]:
    """Empty, fuzzy and broken translations."""
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        if not all(forms):
            yield f"not translated: {one_form(message)!r}"
        elif message.fuzzy:
            yield f"marked fuzzy: {one_form(message)!r}"
        else:
            yield from (f"{error}: {one_form(message)!r}" for error in message.check(catalogue))


def compilation_faults(catalogue: Catalog) -> Iterator[str]:
    """What people see comes from the compiled file, so it has to be there and say the same."""
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists():
        yield f"{compiled.relative_to(PROJECT)} is missing: pybabel compile -d chatapp/translations"
        return
    fresh = BytesIO()
    write_mo(fresh, catalogue)
    if compiled.read_bytes() != fresh.getvalue():
        yield f"{compiled.relative_to(PROJECT)} is older than the .po file: pybabel compile -d chatapp/translations"


def one_form(message: Message) -> str:
    """The singular where there is a plural."""
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main())
