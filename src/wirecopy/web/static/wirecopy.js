// Comfort for the pages of wirecopy; every page works without it. It walks lines with j and k or the arrows,
// shows only findings that hold what is typed, copies the address of a finding, and keeps empty filters out of
// addresses. It loads nothing, stores nothing, and writes no markup.
"use strict";
(() => {
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  const shown = (node) => node.getClientRects().length > 0;

  // Walk: the lines of a collation, else the findings of a story.
  const frame = document.querySelector("[data-walk]");
  const lines = () => [...(frame ? frame.querySelectorAll(frame.dataset.walk)
    : document.querySelectorAll("details.row > summary, article.card"))].filter(shown);
  const walk = (step) => {
    const all = lines();
    if (!all.length) return false;
    const at = all.findIndex((line) => line.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    if (!next.matches("summary, a, button")) next.tabIndex = -1;
    next.focus();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const arrows = frame && frame.contains(document.activeElement);
    const step = event.key === "j" || (arrows && event.key === "ArrowDown") ? 1
      : event.key === "k" || (arrows && event.key === "ArrowUp") ? -1 : 0;
    if (step && walk(step)) event.preventDefault();
    if (event.key === "/") {
      const box = document.querySelector("input[type=search]");
      if (box) { box.focus(); event.preventDefault(); }
    }
  });

  // Sift: only findings that hold what is typed.
  for (const box of document.querySelectorAll("[data-sift]")) {
    box.closest("[hidden]")?.removeAttribute("hidden");
    const said = box.parentElement.querySelector("[role=status]");
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLocaleLowerCase();
      let count = 0;
      for (const item of document.querySelectorAll(box.dataset.sift)) {
        item.hidden = wanted !== "" && !item.textContent.toLocaleLowerCase().includes(wanted);
        count += item.hidden ? 0 : 1;
      }
      if (said) said.textContent = wanted ? `${count} shown` : "";
    });
  }

  // Copy: the address of a finding.
  if (navigator.clipboard) {
    for (const link of document.querySelectorAll("a.permalink")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "small";
      button.textContent = "Copy link";
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(link.href);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Not allowed here";
        }
      });
      link.after(" ", button);
    }
  }

  // Empty filters stay out of addresses.
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
    addEventListener("pageshow", () => {
      for (const field of form.elements) field.disabled = false;
    });
  }

  // A place that is led to opens what it lies in.
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    for (let node = id && document.getElementById(id); node; node = node.parentElement) {
      if (node.localName === "details") node.open = true;
    }
  };
  addEventListener("hashchange", open);
  open();
})();
