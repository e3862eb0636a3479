"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  window.addEventListener("error", (e) => { root.dataset.error = e.message; });
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const rows = all(".row");
  const faults = all(".marks button", rows[0]).map((b) => b.dataset.mark).slice(1);
  const RIGHT = "right";
  const place = "dsbuild.quotesheet." + document.body.dataset.sheet;
  const marks = new Map(); // id of a row -> its codes
  const done = []; // what undo takes back: [id, codes before]
  let here = null;

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify(Object.fromEntries(marks)));
    } catch { /* not allowed to keep anything: marks last as long as the page */ }
  }

  function recall() {
    try {
      const known = new Set([RIGHT, ...faults]);
      const kept = JSON.parse(localStorage.getItem(place) || "{}");
      for (const row of rows) {
        const codes = (Array.isArray(kept[row.id]) ? kept[row.id] : []).filter((code) => known.has(code));
        if (codes.length) marks.set(row.id, codes);
      }
    } catch { /* nothing was kept, or something else */ }
  }

  function draw(row) {
    const codes = marks.get(row.id) || [];
    row.classList.toggle("right", codes[0] === RIGHT);
    row.classList.toggle("fault", codes.length > 0 && codes[0] !== RIGHT);
    for (const button of all(".marks button", row)) button.setAttribute("aria-pressed", codes.includes(button.dataset.mark));
  }

  // The file that is saved has what an evaluation needs, and no text of a page.
  const quoted = (s) => /[",\n]/.test(s) ? '"' + s.replaceAll('"', '""') + '"' : s;
  function csv() {
    const lines = ["mark,doc_id,quote_index,kind,probability,speech_confidence,speaker_confidence"];
    for (const row of rows) lines.push([(marks.get(row.id) || []).join(";"), ...JSON.parse(row.dataset.facts)].map(quoted).join(","));
    return lines.join("\n") + "\n";
  }

  function tally() {
    const counts = {};
    for (const codes of marks.values()) for (const code of codes) counts[code] = (counts[code] || 0) + 1;
    const parts = [`${marks.size} of ${rows.length} marked`, `${counts[RIGHT] || 0} right`];
    for (const code of faults) if (counts[code]) parts.push(`${counts[code]} ${code.replace("_", " ")}`);
    one(".tally").textContent = parts.join(" · ");
    one(".save").href = "data:text/csv;charset=utf-8," + encodeURIComponent(csv());
    one(".where").textContent = here ? `${rows.indexOf(here) + 1} of ${rows.length}` : "";
    one('[data-go="undo"]').disabled = done.length === 0;
  }

  function select(row, scroll) {
    if (!row) return;
    if (here) here.classList.remove("here");
    here = row;
    here.classList.add("here");
    const words = one("blockquote", here);
    words.scrollTop = one("mark", here).offsetTop - words.offsetTop - words.clientHeight / 3;
    if (scroll) here.scrollIntoView({ block: "center" });
    history.replaceState(null, "", "#" + here.id);
    tally();
  }

  function set(row, codes) {
    if (codes.length) marks.set(row.id, codes);
    else marks.delete(row.id);
    keep();
    draw(row);
    tally();
  }

  function mark(row, code) {
    const before = marks.get(row.id) || [];
    done.push([row.id, before]);
    let after;
    if (code === RIGHT) after = before[0] === RIGHT ? [] : [RIGHT];
    else after = faults.filter((f) => f === code ? !before.includes(f) : before.includes(f));
    set(row, after);
  }

  function undo() {
    const last = done.pop();
    if (!last) return;
    const row = document.getElementById(last[0]);
    set(row, last[1]);
    select(row, true);
  }

  const step = (by) => select(rows[Math.min(Math.max(rows.indexOf(here) + by, 0), rows.length - 1)], true);
  function open() {
    const from = rows.indexOf(here) + 1;
    select([...rows.slice(from), ...rows.slice(0, from)].find((row) => !marks.has(row.id)), true);
  }

  function theme() {
    const dark = root.classList.contains("dark") || !root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches;
    root.classList.toggle("dark", !dark);
    root.classList.toggle("light", dark);
  }

  const go = {
    prev: () => step(-1), next: () => step(1), open, undo, theme,
    help: () => { const d = one("dialog"); if (d.open) d.close(); else d.showModal(); },
  };
  const keys = { j: go.next, k: go.prev, o: open, u: undo, t: theme, "?": go.help, y: () => { mark(here, RIGHT); if (marks.has(here.id)) open(); } };
  faults.forEach((code, i) => { keys[i + 1] = () => mark(here, code); });

  document.addEventListener("click", (e) => {
    const row = e.target.closest(".row");
    if (row && row !== here) select(row);
    const button = e.target.closest("button");
    if (!button) return;
    if (go[button.dataset.go]) go[button.dataset.go]();
    if (button.dataset.mark && row) mark(row, button.dataset.mark);
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (keys[e.key] && here) {
      e.preventDefault();
      keys[e.key]();
    }
  });
  recall();
  for (const row of rows) draw(row);
  tally();
  const target = location.hash && document.getElementById(location.hash.slice(1));
  select(target && target.classList.contains("row") ? target : rows.find((row) => !marks.has(row.id)) || rows[0], true);
  root.dataset.ready = "1";
})();
