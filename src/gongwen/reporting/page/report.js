"use strict";
const items = [...document.querySelectorAll("li[data-edit]")];
const count = document.querySelector("output");
const nothing = document.querySelector(".nothing");
let current = -1;

const pieces = number => document.querySelectorAll(`.edit[data-edit="${number}"]`);
const chosen = name => new Set([...document.querySelectorAll(`input[name=${name}]:checked`)].map(box => box.value));

function filter() {
  const standings = chosen("standing"), families = chosen("family");
  let shown = 0;
  for (const item of items) {
    const on = standings.has(item.dataset.standing) && item.dataset.family.split(" ").some(name => families.has(name));
    item.hidden = !on;
    shown += on;
    for (const piece of pieces(item.dataset.edit)) piece.classList.toggle("off", !on);
  }
  count.textContent = shown === items.length ? shown : `${shown} / ${items.length}`;
  nothing.hidden = shown > 0;
}

function show(index) {
  for (const marked of document.querySelectorAll(".current")) marked.classList.remove("current");
  current = index;
  const item = items[index];
  item.classList.add("current");
  item.scrollIntoView({ block: "nearest" });
  for (const piece of pieces(item.dataset.edit)) piece.classList.add("current");
  const place = document.getElementById("e" + item.dataset.edit);
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}

function step(by) {
  for (let index = current + by; index >= 0 && index < items.length; index += by) {
    if (!items[index].hidden) return show(index);
  }
}

document.addEventListener("change", filter);
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
document.addEventListener("click", event => {
  const place = event.target.closest(".edit:not(.off), li[data-edit]");
  if (!place) return;
  event.preventDefault();
  show(items.findIndex(item => item.dataset.edit === place.dataset.edit));
});
filter();
