#!/usr/bin/env python3
"""Write convert/meta/dates/months.txt: what the months are called in each language of CLDR.

  months.py > convert/meta/dates/months.txt        (needs Babel: pip install babel)

A line a language: its code, then a tab before each month and a comma between the names of one. Names are in lower case, their
words parted by one space, without punctuation: as the scanner of convert/meta/dates sees them. Languages whose months CLDR only
numbers are left out.
"""
import re
import unicodedata

from babel import Locale, localedata


def words(name: str) -> str:
    """The runs of letters and marks of a name."""
    if any(c >= "\U00010000" or "\u1800" <= c <= "\u18af" for c in name):
        return ""  # scripts that no outlet prints
    kept = "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in name.lower())
    return " ".join(kept.split())


def names(locale: Locale, month: int) -> list[str]:
    found: list[str] = []
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            name = words(locale.months[context][width][month])
            if len(name.encode()) >= 3 and not re.fullmatch(r"m( \d+)?|\d*", name) and name not in found:
                found.append(name)
    if locale.language in ("he", "yi"):
        found += ["ב" + n for n in found]  # "in March"
    if locale.language == "mn":
        found += [n + "ын" for n in found]  # "of the third month"
    return found


def main() -> None:
    tables: dict[str, list[list[str]]] = {}
    for code in sorted(localedata.locale_identifiers()):
        try:
            locale = Locale.parse(code)
        except ValueError:
            continue
        months = tables.setdefault(locale.language, [[] for _ in range(12)])
        for i in range(12):
            months[i] += [n for n in names(locale, i + 1) if n not in months[i]]
    for language, months in tables.items():
        # A name of two months tells nothing, and "m01" is no name.
        once = [[n for n in m if sum(n in other for other in months) == 1 and not re.search(r"\d", n)] for m in months]
        if sum(map(bool, once)) > 6:
            print(language + "".join("\t" + ",".join(m) for m in once))


if __name__ == "__main__":
    main()
