// The forms of the profile and of the estimates: unsaved words are kept, suggestions taken. What is read of an answer, the server says.
"use strict";

const facts = one("#facts");
const where = facts?.dataset.keep;

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch { one("#kept")?.replaceChildren("This browser keeps nothing; save before you leave."); }
}
function stored(name) { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } }

const fields = () => [...facts.elements].filter((field) => field.name.includes(".") && !field.name.startsWith("print."));
const told = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));

const ids = (box) => box.value.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean);

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

// Saved words need no keeping.
const saved = one("[data-saved]")?.dataset.saved;
if (saved) {
  store(saved, null);
  // Why also: a first story had no name in the file yet.
  if (saved.includes("-story-")) store(`${saved.split("-story-")[0]}-story-`, null);
}

function restore() {
  const kept = stored(where);
  if (!kept) return;
  const given = facts.dataset.given.split(" ");
  let changed = false;
  for (const field of fields()) {
    const words = kept.fields[field.name];
    if (words === undefined || words === field.value || given.includes(field.name)) continue;
    field.value = words;
    changed = true;
  }
  // Why: the words were typed against that file, and if it has changed since, saving has to ask.
  if (kept.seen && facts.dataset.sent !== "yes") facts.elements.seen.value = kept.seen;
  if (!changed) return;
  const box = document.createElement("p");
  box.className = "earlier";
  box.textContent = `What you had typed and not saved${kept.when ? ` on ${new Date(kept.when).toLocaleString()}` : ""} stands here again. `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "Drop it";
  drop.addEventListener("click", () => { store(where, null); location.assign(location.pathname + location.search); });
  box.append(drop);
  facts.before(box);
}

function keepNow() {
  store(where, { fields: told(), seen: facts.elements.seen.value, when: new Date().toISOString() });
}

if (facts) {
  if (facts.dataset.sent !== "yes") restore();
  facts.addEventListener("input", (event) => {
    keepNow();
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    pressed();
  });
  all("textarea", facts).forEach(grow);
  for (const details of all("details", facts)) details.addEventListener("toggle", () => all("textarea", details).forEach(grow));
  addEventListener("resize", () => all("textarea", facts).forEach(grow));
  // Why: what stands here may have been put back, or come from an estimate, and the readings below are the file's.
  addEventListener("load", () => { if (one(".earlier") || facts.dataset.given) facts.dispatchEvent(new Event("input")); });
  one("#trouble")?.focus();
  pressed();
}

function pressed() {
  for (const button of all("[data-add]")) {
    button.setAttribute("aria-pressed", ids(document.getElementById(button.dataset.add)).includes(button.dataset.words));
  }
}

function put(id, words) {
  const box = document.getElementById(id);
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return box;
}

document.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (take) put(take.dataset.take, take.dataset.words).focus();
  const add = event.target.closest("[data-add]");
  if (add) {
    const now = ids(document.getElementById(add.dataset.add));
    const word = add.dataset.words;
    put(add.dataset.add, (now.includes(word) ? now.filter((other) => other !== word) : [...now, word]).join(", "));
  }
  const forget = event.target.closest("[data-forget]");
  if (forget && !confirm("What you typed here is lost then. Go on?")) event.preventDefault();
  else if (forget) store(where, null);
});

// What is said of an answer also marks it.
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const said = event.detail.target;
  const box = said && document.getElementById(said.dataset.of);
  if (box) box.setAttribute("aria-invalid", one(".fault", said) || (said.classList.contains("fault") && said.textContent.trim()) ? "true" : "false");
});
