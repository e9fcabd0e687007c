"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Tables open on demand; without a script, and on small screens, they are there.
  for (const button of all(".as-table")) {
    const table = document.getElementById(button.getAttribute("aria-controls"));
    table.classList.add("closed");
    button.addEventListener("click", () => {
      const open = table.classList.toggle("closed") === false;
      button.setAttribute("aria-expanded", String(open));
    });
  }

  const numbers = document.querySelector(".numbers");
  numbers.addEventListener("click", () => {
    const shown = numbers.closest("section").classList.toggle("show-numbers");
    numbers.setAttribute("aria-pressed", String(shown));
  });

  // The cells of a heat map are one stop for the Tab key; the arrow keys lead through it.
  const readout = document.querySelector(".readout");
  const tell = (cell) => { readout.textContent = cell.getAttribute("aria-label"); };
  for (const map of ["q", "y"]) {
    const cells = all(`.cell[data-map=${map}]`);
    const at = (row, column) =>
      cells.find((c) => Number(c.dataset.row) === row && Number(c.dataset.column) === column);
    const go = (from, to) => {
      if (!to) return;
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    };
    cells.forEach((cell, i) => {
      cell.setAttribute("tabindex", i === 0 ? "0" : "-1");
      cell.addEventListener("mouseenter", () => tell(cell));
      cell.addEventListener("focus", () => tell(cell));
      cell.addEventListener("keydown", (event) => {
        const row = Number(cell.dataset.row), column = Number(cell.dataset.column);
        const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
        if (!step) return;
        event.preventDefault();
        go(cell, at(row + step[0], column + step[1]));
      });
    });
  }

  // One week at a time.
  const tabs = all("[role=tab]");
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const choose = (chosen) => {
    for (const tab of tabs) {
      const is = tab === chosen;
      tab.setAttribute("aria-selected", String(is));
      tab.setAttribute("tabindex", is ? "0" : "-1");
      panel(tab).classList.toggle("closed", !is);
    }
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs[(i + step + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  });
  choose(tabs[0]);

  // A mark and its explanation light up together.
  for (const finding of all(".finding")) {
    const mark = document.getElementById(finding.id.replace("f-", "m-"));
    if (!mark) continue;
    for (const [one, other] of [[finding, mark], [mark, finding]]) {
      for (const [event, lit] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
        one.addEventListener(event, () => other.classList.toggle("lit", lit));
      }
    }
  }
})();
