(() => {
  const RIGHT = "right";
  const faults = all(".marks button", one(".row")).map((b) => b.dataset.mark).slice(1);

  function press(sheet, row, code) {
    const before = sheet.of(row);
    if (code === RIGHT) sheet.mark(row, before[0] === RIGHT ? [] : [RIGHT]);
    else sheet.mark(row, faults.filter((f) => f === code ? !before.includes(f) : before.includes(f)));
  }

  marksheet({
    place: "dsbuild.quotesheet",
    known: new Set([RIGHT, ...faults]),
    done: "marked",
    block: "center",
    head: "mark,doc_id,quote_index,kind,probability,speech_confidence,speaker_confidence",
    cells: (row, codes) => [codes.join(";"), ...JSON.parse(row.dataset.facts)],
    press,
    draw(row, codes) {
      row.classList.toggle("right", codes[0] === RIGHT);
      row.classList.toggle("fault", codes.length > 0 && codes[0] !== RIGHT);
      for (const button of all(".marks button", row)) button.setAttribute("aria-pressed", codes.includes(button.dataset.mark));
    },
    bar(marks) {
      const counts = {};
      for (const codes of marks.values()) for (const code of codes) counts[code] = (counts[code] || 0) + 1;
      const parts = [`${counts[RIGHT] || 0} right`];
      for (const code of faults) if (counts[code]) parts.push(`${counts[code]} ${code.replace("_", " ")}`);
      return parts;
    },
    show(row) {
      const words = one("blockquote", row);
      words.scrollTop = one("mark", row).offsetTop - words.offsetTop - words.clientHeight / 3;
    },
    keys(sheet) {
      const keys = { y: () => { press(sheet, sheet.here(), RIGHT); if (sheet.of(sheet.here()).length) sheet.open(); } };
      faults.forEach((code, i) => { keys[i + 1] = () => press(sheet, sheet.here(), code); });
      return keys;
    },
  });
})();
