"use strict";
(() => {
  const form = document.getElementById("filters");
  const cards = [...document.querySelectorAll("article")];
  const shown = document.getElementById("shown");
  if (cards.length === 0) {
    shown.textContent = "none";
    return;
  }

  for (const item of document.querySelectorAll("#repeated li")) {
    const badge = document.createElement("span");
    badge.className = "times";
    badge.textContent = "\u00d7" + item.querySelector("b").textContent;
    badge.title = item.textContent;
    const card = cards.find((c) => c.dataset.fingerprint === item.dataset.fingerprint);
    if (card) card.querySelector("h3").append(badge);
  }
  document.getElementById("repeated")?.setAttribute("hidden", "");

  for (const name of ["rule", "operation"]) {
    const counts = new Map();
    for (const card of cards) counts.set(card.dataset[name], (counts.get(card.dataset[name]) ?? 0) + 1);
    for (const [value, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (value === "") continue;
      form.elements[name].append(new Option(`${value} (${count})`, value));
    }
  }
  for (const box of form.elements.severity) {
    const count = cards.filter((c) => c.dataset.severity === box.value).length;
    box.parentElement.querySelector("b").textContent = count;
    box.parentElement.hidden = count === 0;
  }

  const filter = () => {
    const wanted = new Set([...form.elements.severity].filter((box) => box.checked).map((box) => box.value));
    const rule = form.elements.rule.value;
    const operation = form.elements.operation.value;
    const words = form.elements.text.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const card of cards) {
      const text = card.textContent.toLowerCase();
      card.hidden = !wanted.has(card.dataset.severity)
        || (rule !== "" && card.dataset.rule !== rule)
        || (operation !== "" && card.dataset.operation !== operation)
        || !words.every((word) => text.includes(word));
      if (!card.hidden) count++;
    }
    shown.textContent = count === cards.length ? `${count}` : `${count} of ${cards.length}`;
    document.getElementById("none").hidden = count > 0;
  };
  for (const row of document.querySelectorAll("#operations tbody tr")) {
    row.addEventListener("click", () => {
      form.elements.operation.value = row.cells[1].textContent;
      if (form.elements.operation.selectedIndex < 0) form.elements.operation.value = "";
      filter();
      document.getElementById("findings").scrollIntoView();
    });
  }
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
