"use strict";
// marksheet runs the rows of a page. o says what differs between pages: place (where marks are kept),
// known (words that a mark may be), done (what a marked row is), block (where a chosen row is scrolled to),
// head (first line of the CSV), cells(row, words), press(sheet, row, word), draw(row, words), bar(marks),
// show(row, words), keys(sheet).
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const marksheet = (o) => {
  const root = document.documentElement;
  root.classList.add("js");
  window.addEventListener("error", (e) => { root.dataset.error = e.message; });
  const rows = all(".row");
  const place = o.place + "." + document.body.dataset.sheet;
  const marks = new Map(); // id of a row -> its words
  const done = []; // what undo takes back: [id, words before]
  let here = null;

  function keep() {
    try {
      localStorage.setItem(place, JSON.stringify(Object.fromEntries(marks)));
    } catch { /* not allowed to keep anything: marks last as long as the page */ }
  }

  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(place) || "{}");
      for (const row of rows) {
        const words = (Array.isArray(kept[row.id]) ? kept[row.id] : []).filter((word) => o.known.has(word));
        if (words.length) marks.set(row.id, words);
      }
    } catch { /* nothing was kept, or something else */ }
  }

  const of = (row) => marks.get(row.id) || [];

  // The file that is saved has what an evaluation needs, and no text of a page.
  const quoted = (s) => /[",\n]/.test(s) ? '"' + s.replaceAll('"', '""') + '"' : s;
  const csv = () => [o.head, ...rows.map((row) => o.cells(row, of(row)).map(quoted).join(","))].join("\n") + "\n";

  function tally() {
    one(".tally").textContent = [`${marks.size} of ${rows.length} ${o.done}`, ...o.bar(marks)].join(" · ");
    one(".save").href = "data:text/csv;charset=utf-8," + encodeURIComponent(csv());
    one(".where").textContent = here ? `${rows.indexOf(here) + 1} of ${rows.length}` : "";
    one('[data-go="undo"]').disabled = done.length === 0;
  }

  function select(row, scroll) {
    if (!row) return;
    if (here) here.classList.remove("here");
    here = row;
    here.classList.add("here");
    o.show(here, of(here));
    if (scroll) here.scrollIntoView({ block: o.block });
    history.replaceState(null, "", "#" + here.id);
    tally();
  }

  function set(row, words) {
    if (words.length) marks.set(row.id, words);
    else marks.delete(row.id);
    keep();
    o.draw(row, words);
    if (row === here) o.show(row, words);
    tally();
  }

  function mark(row, words) {
    done.push([row.id, of(row)]);
    set(row, words);
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
  const sheet = { rows, of, mark, open, here: () => here };
  const keys = { j: go.next, k: go.prev, o: open, u: undo, t: theme, "?": go.help, ...o.keys(sheet) };

  document.addEventListener("click", (e) => {
    const row = e.target.closest(".row");
    if (row && row !== here) select(row);
    const button = e.target.closest("button");
    if (!button) return;
    if (go[button.dataset.go]) go[button.dataset.go]();
    if (button.dataset.mark && (row || here)) o.press(sheet, row || here, button.dataset.mark);
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input")) return;
    if (keys[e.key] && here) {
      e.preventDefault();
      keys[e.key]();
    }
  });
  recall();
  for (const row of rows) o.draw(row, of(row));
  tally();
  const target = location.hash && document.getElementById(location.hash.slice(1));
  select(target && target.classList.contains("row") ? target : rows.find((row) => !marks.has(row.id)) || rows[0], true);
  root.dataset.ready = "1";
};
