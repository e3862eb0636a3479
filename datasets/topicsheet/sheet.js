(() => {
  const entries = all(".codes button");
  const label = new Map(entries.map((b) => [b.dataset.mark, one(".label", b).textContent]));
  const NONE = entries[entries.length - 1].dataset.mark;
  const find = one(".find");
  let sheet;

  function give(row, code) {
    const same = sheet.of(row)[0] === code;
    sheet.mark(row, same ? [] : [code]);
    if (!same) sheet.open();
  }

  // search shows the entries that what is typed fits, and marks the one that Enter gives.
  function search() {
    const typed = find.value.trim().toLowerCase();
    const words = typed.split(/\s+/);
    let first = null;
    for (const b of entries) {
      const code = b.dataset.mark.toLowerCase();
      const fits = !typed || code.startsWith(typed) || words.every((w) => b.textContent.toLowerCase().includes(w));
      b.hidden = !fits;
      b.classList.remove("first");
      if (typed && fits && (code === typed || !first)) first = b;
    }
    if (first) first.classList.add("first");
    return first;
  }

  function leave() {
    find.value = "";
    search();
    find.blur();
  }

  find.addEventListener("input", search);
  find.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" && e.key !== "Escape") return;
    e.preventDefault();
    const first = e.key === "Enter" && search();
    leave();
    if (first) give(sheet.here(), first.dataset.mark);
  });

  marksheet({
    place: "dsbuild.topicsheet",
    known: new Set(label.keys()),
    done: "coded",
    block: "start",
    head: "code,label,doc_id,scheme,probability",
    cells: (row, codes) => [codes[0] || "", codes.length && codes[0] !== NONE ? label.get(codes[0]) : "", ...JSON.parse(row.dataset.facts)],
    press: (_, row, code) => give(row, code),
    draw(row, codes) {
      row.classList.toggle("given", codes.length > 0);
      one(".given", row).textContent = codes.length ? "→ " + (codes[0] === NONE ? "" : codes[0] + " ") + label.get(codes[0]) : "";
    },
    bar: () => [],
    show(row, codes) {
      for (const b of entries) b.setAttribute("aria-pressed", b.dataset.mark === codes[0]);
    },
    keys(s) {
      sheet = s;
      const keys = { "/": () => find.focus(), n: () => give(s.here(), NONE) };
      for (const digit of "0123456789") {
        keys[digit] = () => {
          find.value = digit;
          find.focus();
          search();
        };
      }
      return keys;
    },
  });
})();
