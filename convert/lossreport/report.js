"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector, within = document) => within.querySelector(selector);
  const index = document.getElementById("index");
  const status = one(".status");
  const state = { show: "reading", reason: new Set(), kind: new Set() };
  let current = null; // the page that is shown, or the index
  let here = null; // the row that is selected
  root.classList.add("js");
  window.addEventListener("error", (e) => { root.dataset.error = e.message; });

  // The pages in the order of the index, which a click on a heading changes.
  const pages = () => index ? all("tbody tr", index).map((tr) => document.getElementById(tr.dataset.page)) : all(".page");

  // The place and the filters stand in the fragment: #p3b17;show=kept;reason=links,form
  function write() {
    const parts = [here ? here.id : current.id];
    if (state.show !== "reading") parts.push("show=" + state.show);
    for (const name of ["reason", "kind"]) {
      if (state[name].size) parts.push(name + "=" + Array.from(state[name]).join(","));
    }
    history.replaceState(null, "", "#" + parts.join(";"));
  }

  function read() {
    const [place, ...parts] = decodeURIComponent(location.hash.slice(1)).split(";");
    const given = Object.fromEntries(parts.map((part) => part.split("=")));
    if (parts.length || !current) {
      state.show = one(`[data-show="${CSS.escape(given.show || "")}"]`) ? given.show : "reading";
      for (const name of ["reason", "kind"]) state[name] = new Set((given[name] || "").split(",").filter(Boolean));
    }
    const target = place && document.getElementById(place);
    const section = target && target.closest(".page, .index");
    show(section || current || index || one(".page"));
    if (target && target.classList.contains("r")) select(target);
    const settle = () => target && target !== section ? target.scrollIntoView({ block: "center" }) : window.scrollTo(0, 0);
    settle();
    // The browser goes to the fragment itself when all is loaded.
    if (document.readyState !== "complete") window.addEventListener("load", () => setTimeout(settle));
  }

  function show(section) {
    if (!section) return;
    const changed = current !== section;
    current = section;
    for (const s of all(".page, .index")) s.hidden = s !== section;
    drawMarks();
    one(".bar").hidden = section === index || !one(".r", section);
    if (changed) {
      select(null);
      window.scrollTo(0, 0);
    }
    if (section !== index) apply();
  }

  const filtered = () => state.reason.size > 0 || state.kind.size > 0;

  function matches(row) {
    const c = row.classList;
    if (state.show === "kept" && !c.contains("k")) return false;
    if (state.show === "dropped" && !c.contains("d")) return false;
    if (state.show === "doubt" && !c.contains("q")) return false;
    return (!state.reason.size || state.reason.has(row.dataset.reason)) && (!state.kind.size || state.kind.has(row.dataset.kind));
  }

  // apply shows the rows of the current page that match the filters.
  function apply() {
    for (const row of all(".r", current)) row.hidden = !matches(row);
    for (const fold of all(".fold", current)) {
      fold.hidden = !one(".r:not([hidden])", fold);
      fold.open = state.show !== "reading" || filtered();
    }
    one(".nothing", current)?.toggleAttribute("hidden", !!one(".r:not([hidden])", current));
    for (const button of all("[data-show]")) button.setAttribute("aria-pressed", button.dataset.show === state.show);
    for (const name of ["reason", "kind"]) {
      const counts = {};
      for (const row of all(".r", current)) counts[row.dataset[name]] = (counts[row.dataset[name]] || 0) + 1;
      for (const button of all(`[data-${name}]`, one(".bar"))) {
        const code = button.dataset[name];
        button.setAttribute("aria-pressed", state[name].has(code));
        button.classList.toggle("none", !counts[code]);
        one("b", button).textContent = counts[code] || 0;
      }
    }
    one('[data-go="clear"]').hidden = !filtered();
  }

  // said is the meaning of a word of the legend.
  function said(name, code) {
    const button = one(`.bar [data-${name}="${CSS.escape(code)}"]`);
    return button ? button.dataset.meaning : "";
  }

  function select(row, scroll) {
    if (here) here.classList.remove("here");
    here = row;
    tell(row);
    if (!row) return;
    row.classList.add("here");
    row.hidden = false;
    const fold = row.closest(".fold");
    if (fold) { fold.hidden = false; fold.open = true; }
    if (scroll) row.scrollIntoView({ block: "center" });
  }

  // tell says below what a row is.
  function tell(row) {
    status.replaceChildren();
    status.hidden = false;
    if (!row) {
      status.textContent = status.dataset.hint;
      status.hidden = current === index;
      return;
    }
    const b = document.createElement("b");
    b.textContent = `${one(".g a", row).textContent}  ${row.dataset.kind}`;
    status.append(b, `: ${said("kind", row.dataset.kind)}.  ${row.dataset.reason}: ${said("reason", row.dataset.reason)}.  ${row.title.split(", ").slice(2).join(", ")}`);
  }

  // step selects the next or previous row that is shown and has the class.
  function step(by, wanted) {
    const rows = all(wanted ? ".r." + wanted : ".r", current).filter((row) => !row.hidden && (wanted || !row.closest(".fold:not([open])")));
    if (!rows.length) return;
    let at = rows.indexOf(here);
    if (at < 0 && here) {
      // The selected row is none of these: go on from where it stands.
      const after = rows.findIndex((row) => here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
      at = after < 0 ? rows.length - (by > 0 ? 1 : 0) : after - (by > 0 ? 1 : 0);
    } else if (at < 0) {
      at = by > 0 ? -1 : rows.length;
    }
    select(rows[Math.min(Math.max(at + by, 0), rows.length - 1)], true);
    write();
  }

  function turn(by) {
    const list = pages();
    const at = current === index ? (by > 0 ? 0 : list.length - 1) : list.indexOf(current) + by;
    if (at < 0 && index) show(index);
    else if (at >= 0 && at < list.length) show(list[at]);
    write();
  }

  function edge(last) {
    const kept = all(".r.k", current);
    if (!kept.length) return;
    select(kept[last ? kept.length - 1 : 0], true);
    write();
  }

  function theme() {
    const dark = root.classList.contains("dark") || !root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches;
    root.classList.toggle("dark", !dark);
    root.classList.toggle("light", dark);
  }

  function filter(name, code) {
    if (name === "show") state.show = code;
    else if (!state[name].delete(code)) state[name].add(code);
    apply();
    write();
  }

  function clear() {
    state.reason.clear();
    state.kind.clear();
    apply();
    write();
  }

  // Marks: what the reader thinks of the text of each page, and of its values by field. The
  // browser keeps them under the digest of the dataset, the doc_id and a digest of what was
  // judged: an article that was built anew and has changed is to be read again.
  const marks = new Map();
  const docID = (section) => section.dataset.doc;
  const keyOf = (section, field) => ["dsbuild.mark", root.dataset.of, docID(section), section.dataset.state, field].join(".");
  const placeOf = (section, field) => section.id + " " + field;
  const whole = (section) => section.dataset.judged; // the field that y and x are about: text, or reject
  const fieldsOf = (section) => [whole(section), ...all(".judge", section).map((b) => b.dataset.field)];
  const markOf = (section, field) => marks.get(placeOf(section, field));

  function remember(section, field, verdict) {
    if (verdict) marks.set(placeOf(section, field), verdict);
    else marks.delete(placeOf(section, field));
    try {
      if (verdict) localStorage.setItem(keyOf(section, field), verdict);
      else localStorage.removeItem(keyOf(section, field));
    } catch { /* not allowed to keep anything: marks last as long as the page */ }
  }

  function recall() {
    for (const section of all(".page")) {
      for (const field of fieldsOf(section)) {
        try {
          const verdict = localStorage.getItem(keyOf(section, field));
          if (verdict) marks.set(placeOf(section, field), verdict);
        } catch { return; }
      }
    }
  }

  function mark(section, verdict, field) {
    if (section === index || !whole(section)) return;
    field = field || whole(section);
    remember(section, field, markOf(section, field) === verdict ? "" : verdict);
    drawMarks();
  }

  // addButtons puts a button for right and one for wrong into an element.
  function addButtons(element, section, field) {
    for (const [verdict, sign] of [["right", "✓"], ["wrong", "✗"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = verdict;
      button.textContent = sign;
      button.title = `${field} ${verdict}`;
      button.setAttribute("aria-label", button.title);
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => mark(section, verdict, field));
      element.append(button);
    }
    element.dataset.field = field;
    element.dataset.place = placeOf(section, field);
  }

  // csv is what `dsbuild stats --audit` reads.
  function csv() {
    const lines = ["doc_id,field,right"];
    for (const section of index ? pages() : all(".page")) {
      for (const field of fieldsOf(section)) {
        const verdict = markOf(section, field);
        if (verdict) lines.push(`"${docID(section).replaceAll('"', '""')}",${field},${verdict === "right"}`);
      }
    }
    return lines.join("\n") + "\n";
  }

  function drawMarks() {
    for (const element of all("[data-place]")) {
      for (const button of all("button", element)) button.setAttribute("aria-pressed", button.className === marks.get(element.dataset.place));
    }
    const verdicts = Array.from(marks.values());
    const right = verdicts.filter((v) => v === "right").length;
    for (const tally of all(".tally")) tally.textContent = marks.size ? `Marked: ${right} right, ${marks.size - right} wrong.` : "";
    const href = "data:text/csv;charset=utf-8," + encodeURIComponent(csv());
    for (const save of all(".save")) {
      save.hidden = !marks.size;
      save.href = href;
    }
    if (!index) return;
    const where = one(".where");
    const list = pages();
    where.textContent = current === index ? "" : `${list.indexOf(current) + 1} of ${list.length} ${{ right: "✓", wrong: "✗" }[markOf(current, whole(current))] || ""}`;
  }

  function sort(th) {
    const column = Array.from(th.parentNode.children).indexOf(th);
    const before = th.getAttribute("aria-sort");
    const up = before ? before !== "ascending" : th.dataset.sort !== "n"; // of numbers, the large ones are looked for
    for (const other of all("th", index)) other.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
    const value = (tr) => {
      const s = tr.children[column].textContent.trim();
      return th.dataset.sort === "t" ? s.toLowerCase() : s === "" ? -1 : parseFloat(s);
    };
    const body = one("tbody", index);
    const rows = all("tr", body).sort((a, b) => {
      const x = value(a), y = value(b);
      return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
    });
    body.append(...rows);
  }

  const go = {
    index: () => { if (index) { show(index); write(); } },
    prev: () => turn(-1),
    next: () => turn(1),
    theme,
    clear,
    look: () => step(1, "q"),
    help: () => { const d = one("dialog"); if (d.open) d.close(); else d.showModal(); },
  };
  const keys = {
    n: go.next, p: go.prev, i: go.index, t: theme, "?": go.help,
    j: () => step(1), k: () => step(-1), u: go.look, U: () => step(-1, "q"), b: () => edge(false), e: () => edge(true),
    y: () => mark(current, "right"), x: () => mark(current, "wrong"),
    1: () => filter("show", "reading"), 2: () => filter("show", "all"), 3: () => filter("show", "kept"),
    4: () => filter("show", "dropped"), 5: () => filter("show", "doubt"),
  };

  for (const section of all(".page")) {
    for (const element of all(".judge", section)) addButtons(element, section, element.dataset.field);
  }
  if (index) {
    for (const cell of all("td.mark", index)) {
      const section = document.getElementById(cell.parentNode.dataset.page);
      addButtons(cell, section, whole(section));
    }
    for (const th of all("th[data-sort]", index)) th.addEventListener("click", () => sort(th));
  }
  document.addEventListener("click", (e) => {
    const button = e.target.closest("button");
    if (button) {
      if (go[button.dataset.go]) go[button.dataset.go]();
      for (const name of ["show", "reason", "kind"]) if (button.dataset[name]) filter(name, button.dataset[name]);
      return;
    }
    const row = e.target.closest(".r");
    if (row && !e.target.closest("a") && String(getSelection()) === "") {
      select(row);
      write();
    }
  });
  document.addEventListener("mouseover", (e) => {
    const row = e.target.closest(".r");
    if (row) tell(row);
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea")) return;
    if (keys[e.key]) {
      e.preventDefault();
      keys[e.key]();
    }
  });
  window.addEventListener("hashchange", read);
  recall();
  read();
  root.dataset.ready = "1";
})();
