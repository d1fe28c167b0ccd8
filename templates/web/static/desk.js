// Keys for the review queue, and words of a paper into the form. Everything works without this file.
"use strict";

const items = [...document.querySelectorAll("[data-item]")];

function go(to) {
  const item = items[Math.max(0, Math.min(items.length - 1, to))];
  if (item) item.focus();
}

// Only while the focus is in the list (WCAG 2.1.4), and never while somebody types.
document.addEventListener("keydown", (event) => {
  const item = event.target.closest("[data-item]");
  if (!item || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=text], textarea, select")) return;
  if (event.key === "u") document.querySelector("[data-undo]")?.click();
  else if (event.key === "j") go(items.indexOf(item) + 1);
  else if (event.key === "k") go(items.indexOf(item) - 1);
  else {
    const act = ["b", "w", "x", "o", "1", "2", "3"].includes(event.key) && item.querySelector(`[data-key="${event.key}"]`);
    if (!act) return;
    act.click();
  }
  event.preventDefault();
});

// After a decision the next item is at hand; once the page is loaded, since going to the list takes the focus away from what has it.
if (location.hash === "#wachtrij") addEventListener("load", () => requestAnimationFrame(() => go(0)));

const field = document.querySelector("[data-selection]");
if (field) {
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const inText = chosen.anchorNode && document.querySelector(".text").contains(chosen.anchorNode);
    if (inText && !chosen.isCollapsed) field.value = chosen.toString();
  });
}
