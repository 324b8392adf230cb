"use strict";
// Filters of the page. Without this script all findings are shown.
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const folded = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();
  const pupils = [...document.querySelectorAll(".pupil")].map((node) => ({
    node,
    head: folded(node.querySelector("header").textContent),
    rules: [...node.querySelectorAll(".rule")].map((rule) => ({
      node: rule,
      code: rule.dataset.rule,
      level: rule.dataset.level,
      lines: [...rule.querySelectorAll("li")].map((line) => ({ node: line, text: folded(line.textContent) })),
    })),
  }));
  const bars = [...document.querySelectorAll(".bars button")];
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const clear = document.getElementById("clear");

  const apply = () => {
    const wanted = folded(form.elements.pupil.value);
    const code = form.elements.rule.value;
    const levels = new Set([...form.querySelectorAll("[name=level]:checked")].map((box) => box.value));
    let count = 0;
    for (const pupil of pupils) {
      const named = !wanted || pupil.head.includes(wanted);
      let ofPupil = 0;
      for (const rule of pupil.rules) {
        const fits = (!code || rule.code === code) && levels.has(rule.level);
        let ofRule = 0;
        for (const line of rule.lines) {
          const show = fits && (named || line.text.includes(wanted));
          line.node.hidden = !show;
          if (show) ofRule += 1;
        }
        rule.node.hidden = !ofRule;
        ofPupil += ofRule;
      }
      pupil.node.hidden = !ofPupil;
      count += ofPupil;
    }
    shown.textContent = count.toLocaleString(document.documentElement.lang);
    none.hidden = count > 0;
    clear.hidden = !wanted && !code && levels.size === form.querySelectorAll("[name=level]").length;
    for (const bar of bars) bar.setAttribute("aria-pressed", String(bar.value === code));
  };

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  for (const bar of bars) {
    bar.disabled = false;
    bar.addEventListener("click", () => {
      form.elements.rule.value = form.elements.rule.value === bar.value ? "" : bar.value;
      apply();
      document.getElementById("findings").scrollIntoView();
    });
  }
  apply();
})();
