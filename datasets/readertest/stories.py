"""Articles about invented people, each with a number that stands nowhere else, in the forms that researchers have."""

import pathlib
import textwrap

import docx

PLACES = ["Tarnwick", "Ulmstead", "Varrow", "Pellin", "Ostmere", "Quenby"]
PEOPLE = ["Mara Ellison", "Tom Odell", "Jutta Brandner", "Ana Ruiz", "Peter Lund", "Ines Falk", "Ruth Amberg"]
REASONS = ["the old pier had been closed since the flood in spring", "nobody had bought a boat for eleven years", "two yards wait for work until the summer", "a bridge is to be built within the decade", "the fish market needs a boat with a cold room"]
NEXT = ["has to pay for a new engine and for the wages of its crew", "opens its books to the auditors of the county", "hears what the islanders say about the timetable", "knows how many tickets were sold before the holidays"]
MONTHS = ["March", "April", "May", "June", "July", "September", "October", "November"]


def story(n: int) -> dict:
    """An article about invented people, with a number that stands nowhere else. No paragraph is that of another story."""
    place, other, who = PLACES[n % len(PLACES)], PLACES[(n + 1) % len(PLACES)], PEOPLE[n % len(PEOPLE)]
    reason, then, month = REASONS[n % len(REASONS)], NEXT[n % len(NEXT)], MONTHS[n % len(MONTHS)]
    paragraphs = [
        f"The harbour board of {place} voted on Monday to keep ferry {9000 + n} running until {month}, its clerk {who} said.",
        f"“We counted every seat on boat {9000 + n} twice in {month}, and nobody was left on the quay of {place},” {who} told the board after the vote.",
        f"Two members from {place} wanted to sell the boat to {other}, where {reason}.",
        f"The board will look at the figures again in {month}, when the town of {place} {then}.",
    ]
    return {"title": f"{place} keeps ferry {9000 + n} until {month}", "date": f"2025-03-{n % 28 + 1:02}", "text": "\n\n".join(paragraphs), "url": f"https://harbour.example/{n}"}


def html(n: int) -> str:
    s = story(n)
    body = "".join(f"<p>{p}</p>" for p in s["text"].split("\n\n"))
    return (
        f'<html lang="en"><head><title>{s["title"]} | The Harbour Ledger</title><meta property="article:published_time" content="{s["date"]}T09:00:00Z"></head>'
        f'<body><nav><a href="/">Home</a> <a href="/town">Town</a></nav><article><h1>{s["title"]}</h1>{body}</article><footer>All rights reserved</footer></body></html>'
    )


def nexis(numbers: list[int]) -> str:
    """A look-alike of an export of Nexis as text: documents one behind another, lines of 70 characters."""
    out = []
    for i, n in enumerate(numbers):
        s = story(n)
        year, month, day = s["date"].split("-")
        lines = [f"                              {i + 1} of {len(numbers)} DOCUMENTS", "", "", "                             The Harbour Ledger", "", f"                          March {int(day)}, {year} Monday", "", s["title"], "", "BYLINE: Mara Ellison", "", "SECTION: TOWN; Pg. 4", "", "LENGTH: 90 words", ""]
        for p in s["text"].split("\n\n"):
            lines += wrapped(p) + [""]
        out.append("\n".join([*lines, "LOAD-DATE: March 30, 2025", "", "LANGUAGE: ENGLISH", "", "PUBLICATION-TYPE: Newspaper", "", "", "                 Copyright 2025 The Harbour Ledger", "                              All Rights Reserved", "", ""]))
    return "\n".join(out)


def plain_html(n: int) -> str:
    """A page with the title and the paragraphs alone, for a tool that makes a document of it."""
    s = story(n)
    body = "".join(f"<p>{p}</p>" for p in s["text"].split("\n\n"))
    return f"<html><head><title>{s['title']}</title></head><body><h1>{s['title']}</h1>{body}</body></html>"


def wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 70, break_long_words=False, break_on_hyphens=False)


def pdf(n: int) -> bytes:
    """A page of text as a PDF, written by hand."""
    shown = "".join(f"({line}) Tj T* " for p in [story(n)["title"], *story(n)["text"].split("\n\n")] for line in [*wrapped(p.replace("“", '"').replace("”", '"')), ""])
    stream = f"BT /F1 11 Tf 14 TL 72 760 Td {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for i, o in enumerate(objects):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, o)
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def memo(path: pathlib.Path, n: int) -> None:
    """A document of Word: a title and paragraphs."""
    s = story(n)
    d = docx.Document()
    d.add_heading(s["title"], level=0)
    for p in s["text"].split("\n\n"):
        d.add_paragraph(p)
    d.save(path)


def words(s: str) -> list[str]:
    return s.replace("“", '"').replace("”", '"').split()
