// What the page does itself: pointing, selecting, editing, keeping edits. Everything else is asked of the server.
"use strict";

const one = (what, where = document) => where.querySelector(what);
const all = (what, where = document) => [...where.querySelectorAll(what)];
const key = one('meta[name="tailor-key"]').content;
const desk = one("#desk");

document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-Tailor-Key"] = key; });

let saying;
function say(words) {
  const box = one("#said");
  box.textContent = words;
  box.classList.add("on");
  clearTimeout(saying);
  saying = setTimeout(() => box.classList.remove("on"), 2600);
}

// --- giving a posting -------------------------------------------------------------------------------

const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
const paste = one("form.paste");
if (paste) {
  const file = one("#file");
  const send = () => {
    if (file.files[0].size > Number(paste.dataset.most)) {
      file.value = "";
      problem(`That file is larger than ${Math.floor(Number(paste.dataset.most) / 1e6)} MB, which no posting is.`);
    } else paste.requestSubmit();
  };
  file.addEventListener("change", () => { if (file.files.length) send(); });
  paste.addEventListener("submit", () => say("Reading the posting ..."));
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      paste.classList.toggle("over", kind === "dragover");
      if (kind === "drop") { file.files = event.dataTransfer.files; send(); }
    });
  }
} else {
  // Why: a browser would leave the page for the file.
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => { if (hasFiles(event)) { event.preventDefault(); say("Put another posting in under New letter."); } });
}

// --- what was edited is kept in this browser ----------------------------------------------------------

const MOST_EDITS = 5;
// Why both: a tab keeps its own through a reload, another one or a later day finds what was last edited.
const kept = {
  get name() { return `tailor-edits-${desk.dataset.posting}`; },
  parse(store) { try { return JSON.parse(store.getItem(this.name)) || []; } catch { return []; } },
  read() {
    const mine = this.parse(sessionStorage);
    return [...mine, ...this.parse(localStorage).filter((edit) => !mine.some((other) => other.id === edit.id))];
  },
  write(edit) {
    try {
      for (const store of [localStorage, sessionStorage]) {
        const others = this.parse(store).filter((other) => other.id !== edit.id);
        store.setItem(this.name, JSON.stringify([edit, ...others].slice(0, MOST_EDITS)));
      }
    } catch { say("This browser keeps no edits; save the letter as a file."); }
  },
};
const area = () => one("#edited");
const editing = () => area() && !area().hidden;
// The letter as it was written, and the edit that is at work on it.
let own = "";
let edit_id = "";
const isEdited = () => area() && area().value.trim() !== "" && area().value.trim() !== own;

function grow() {
  const box = area();
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 4}px`;
}

function keepNow() {
  edit_id ||= `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
  kept.write({ id: edit_id, text: area().value, when: new Date().toISOString() });
}

let waiting;
function typed() {
  keepNow();
  grow();
  count(area().value);
  clearTimeout(waiting);
  waiting = setTimeout(check, 450);
}

function count(text) {
  const body = text.trim().split(/\n\s*\n/).slice(1, -1).join(" ");
  one("[data-count]").textContent = body.split(/\s+/).filter(Boolean).length;
}

function check() {
  if (area().value.trim()) ask_for("check", "#findings");
}

function ask_for(what, target) {
  return htmx.ajax("POST", `${desk.action}/${what}`, { source: area(), target, swap: "outerHTML", values: new FormData(desk) }).catch(() => { /* it is told of where it happens */ });
}

function edit(on) {
  const box = area();
  if (on && box.value.trim() === "") box.value = one("#whole").value;
  box.hidden = !on;
  one("#text").hidden = on;
  const button = one('[data-do="edit"]');
  button.setAttribute("aria-pressed", on ? "true" : "false");
  button.textContent = on ? "Done" : "Edit";
  if (on) { grow(); box.setSelectionRange(0, 0); box.focus({ preventScroll: true }); }
}

async function done() {
  clearTimeout(waiting);
  if (!isEdited()) {
    area().value = "";
    edit(false);
    one('[data-do="edit"]').focus();
    return;
  }
  keepNow();
  await ask_for("edited", "#letter");
  one('[data-do="edit"]')?.focus();
}

function offerEarlier() {
  one("#earlier")?.remove();
  const others = kept.read().filter((edit) => edit.id !== edit_id && edit.text.trim() && edit.text.trim() !== own);
  if (!others.length || isEdited()) return;
  const box = document.createElement("section");
  box.className = "earlier";
  box.id = "earlier";
  box.setAttribute("aria-label", "Your earlier edits");
  const head = document.createElement("h3");
  head.textContent = "Your earlier edits";
  box.append(head);
  for (const earlier of others.slice(0, 3)) {
    const take = document.createElement("button");
    take.type = "button";
    take.textContent = `Take up the letter of ${new Date(earlier.when).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`;
    take.addEventListener("click", () => { edit_id = earlier.id; area().value = earlier.text; box.remove(); done(); });
    box.append(take);
  }
  one(".sheet").prepend(box);
}

// --- what the form says, over a reload and when a change is taken back -----------------------------------

const form_name = desk && `tailor-form-${desk.dataset.posting}`;
let settled = {};

function said_now() {
  const { key: _, edited: __, ...said } = Object.fromEntries([...new FormData(desk)].filter(([name]) => !name.startsWith("words-")));
  return said;
}

function put_back(said) {
  for (const control of desk.elements) {
    if (!(control.name in said)) continue;
    if (control.type === "radio") control.checked = control.value === said[control.name];
    else control.value = said[control.name];
  }
}

function settle() {
  if (!one("#whole")) return;
  if (one("#letter").dataset.edited === "no") {
    own = one("#whole").value.trim();
    if (!isEdited()) edit_id = "";
  }
  settled = said_now();
  try { sessionStorage.setItem(form_name, JSON.stringify(settled)); } catch { /* it is only for a reload */ }
  const words = one("#findings").dataset.words;
  if (editing() && words) one("[data-count]").textContent = words;
  offerEarlier();
}

function after_reload() {
  let said;
  try { said = JSON.parse(sessionStorage.getItem(form_name)); } catch { return; }
  if (!said || JSON.stringify(said) === JSON.stringify(said_now())) return;
  put_back(said);
  write_anew({ ...said });
}

function write_anew(values) {
  return htmx.ajax("POST", desk.getAttribute("hx-post"), { source: desk, target: "#letter", swap: "outerHTML", values: { ...Object.fromEntries(new FormData(desk)), ...values } }).catch(() => { /* it is told of where it happens */ });
}

// A new letter takes the place of an edited one only after a question.
document.addEventListener("htmx:confirm", (event) => {
  if (!desk || event.detail.path !== desk.getAttribute("hx-post") || !isEdited()) return;
  event.preventDefault();
  const ask = one("#ask");
  ask.returnValue = "";
  ask.addEventListener("close", () => {
    if (ask.returnValue !== "yes") { put_back(settled); return; }
    keepNow();
    area().value = "";
    event.detail.issueRequest(true);
  }, { once: true });
  ask.showModal();
});

// --- what is asked of the server: where the person was, and what went wrong --------------------------------

let place = null;
let slow;
document.addEventListener("htmx:beforeRequest", (event) => {
  clearTimeout(waiting);
  const at = document.activeElement;
  place = event.detail.target?.id === "letter" && {
    card: one(".card[open]")?.id,
    focus: at?.matches("[name=pick], [name=version]") ? at.name : "",
    said: one(".said-by.fixed, .said-by.on")?.dataset.why,
  };
  clearTimeout(slow);
  slow = setTimeout(() => say("Still at work ..."), 1500);
});

document.addEventListener("htmx:afterRequest", (event) => {
  clearTimeout(slow);
  const status = event.detail.xhr?.status;
  if (status >= 200 && status < 400) { if (one("#problem")) one("#problem").hidden = true; } else if (desk && event.detail.target?.id === "letter") put_back(settled);
});

for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, () => problem("tailor does not answer. Where you started it, see whether it still runs; your edits are kept in this browser."));
}

function problem(words) {
  let box = one("#problem");
  if (!box) {
    box = document.createElement("p");
    box.id = "problem";
    paste.before(box);
  }
  box.className = "problem";
  box.setAttribute("role", "alert");
  box.textContent = words;
  box.hidden = false;
}

// Why after the cards too: they come beside the letter, each in its turn.
function return_there() {
  if (!place) return;
  if (place.card && one(`#${place.card}`)) one(`#${place.card}`).open = true;
  if (place.focus === "version") document.querySelector(`[data-why="${place.said}"]`)?.focus();
  else if (place.focus === "pick") (one(".card[open] .choice[aria-pressed=true]") || one(".card[open] summary"))?.focus();
}

// --- saving -------------------------------------------------------------------------------------------------

// Why not left to the browser: a refusal would take the place of the letter.
async function save(button) {
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(desk), headers: { "X-Tailor-Key": key, "HX-Request": "true" } });
    if (!answer.ok) { problem(new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.trim()); return; }
    const link = document.createElement("a");
    const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition"));
    link.download = name ? decodeURIComponent(name[1]) : "letter";
    link.href = URL.createObjectURL(await answer.blob());
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(`Saved: ${link.download}`);
  } catch {
    problem("tailor does not answer, so nothing was saved. Where you started it, see whether it still runs.");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// --- pointing -------------------------------------------------------------------------------------------

// Why by hand: scrollIntoView moves the whole page, away from under the pointer.
function reveal(box, piece) {
  const [inner, outer] = [piece.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
}

// The server counts characters, the browser units of UTF-16.
const characters = (text) => [...text].length;
const units = (text, count) => [...text].slice(0, count).join("").length;

function light(start, end) {
  all(".lit").forEach((piece) => piece.classList.remove("lit"));
  let first;
  for (const piece of all("[data-at]")) {
    const at = Number(piece.dataset.at);
    if (at < end && at + characters(piece.textContent) > start) { piece.classList.add("lit"); first ||= piece; }
  }
  if (first) reveal(one("#posting"), first);
}

function why(said) {
  all(".said-by.on").forEach((other) => other.classList.remove("on"));
  said.classList.add("on");
  const text = document.getElementById(said.dataset.why);
  if (text) one("#source").replaceChildren(...[...text.cloneNode(true).childNodes]);
  const ref = said.dataset.ref ? said : one("[data-ref]", said);
  const found = ref && /\[(\d+):(\d+)\]/.exec(ref.dataset.ref);
  if (found) light(Number(found[1]), Number(found[2]));
  else all(".lit").forEach((piece) => piece.classList.remove("lit"));
}

function unfix() {
  all(".fixed").forEach((other) => other.classList.remove("fixed"));
  one("#source")?.classList.remove("near");
}

for (const kind of ["mouseover", "focusin", "click"]) {
  document.addEventListener(kind, (event) => {
    const said = event.target.closest?.(".said-by");
    if (said && (kind !== "mouseover" || !one(".said-by.fixed"))) {
      if (kind === "click") { unfix(); said.classList.add("fixed"); }
      why(said);
      // Why: on a narrow screen it would stand far below.
      if (kind !== "mouseover") one("#source").classList.add("near");
    } else if (kind !== "mouseover" && !said && !event.target.closest?.("#source")) unfix();
    const choice = event.target.closest?.(".choice");
    if (choice) light(Number(choice.dataset.start), Number(choice.dataset.end));
  });
}

function openCard(kind) {
  const card = one(`#card-${kind}`);
  card.open = true;
  one("summary", card).focus();
  card.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-kind]");
  if (mark && getSelection().isCollapsed) openCard(mark.dataset.kind);
  const finding = event.target.closest("[data-finding]");
  if (finding) showFinding(finding);
  const file = event.target.closest("[data-file]");
  if (file) { event.preventDefault(); save(file); }
  all(".more[open]").forEach((more) => { if (!more.contains(event.target)) more.open = false; });
  const action = event.target.closest("[data-do]");
  if (action?.dataset.do === "edit") { if (editing()) done(); else edit(true); }
  if (action?.dataset.do === "copy") {
    const text = isEdited() ? area().value : one("#whole").value;
    navigator.clipboard.writeText(text).then(() => say("Copied."), () => say("The browser did not let it be copied; select the text instead."));
  }
});

document.addEventListener("keydown", (event) => {
  const at = event.target;
  const button = at.closest?.('[role="button"]');
  if (button && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    button.click();
    if (button.matches(".said-by")) one("#source").focus();
  }
  if (event.key === "Escape") leave(at);
  if (event.key === "Enter" && at.matches?.("#desk input")) {
    // Why: a form would be sent with its first button, which picks a highlight.
    event.preventDefault();
    if (at.dataset.pick) pick(at.dataset.pick); else { at.blur(); at.focus(); }
  }
});

function leave(at) {
  one("#picker")?.setAttribute("hidden", "");
  const fixed = one(".said-by.fixed");
  if (at.closest?.("#source")) fixed?.focus();
  unfix();
  const open = at.closest?.(".more[open], .card[open]") || one(".more[open]");
  if (open) { open.open = false; one("summary", open).focus(); }
}

function showFinding(finding) {
  if (editing()) {
    const [text, words] = [area().value, finding.dataset.words];
    const near = units(text, Number(finding.dataset.start));
    const places = [text.indexOf(words, near), text.lastIndexOf(words, near)].filter((found) => found >= 0);
    const start = places.length ? places.reduce((one, other) => (Math.abs(other - near) < Math.abs(one - near) ? other : one)) : near;
    area().focus();
    area().setSelectionRange(start, places.length ? start + words.length : units(text, Number(finding.dataset.end)));
    return;
  }
  all("#text .lit").forEach((piece) => piece.classList.remove("lit"));
  const pieces = all(`#text [data-findings~="${finding.dataset.finding}"]`);
  pieces.forEach((piece) => piece.classList.add("lit"));
  pieces[0]?.scrollIntoView({ block: "center" });
}

// --- "this is the pain point" --------------------------------------------------------------------------

function pick(value) {
  write_anew({ pick: value });
}

// Why whole: a drag that begins inside a word means the word.
function wholeWords(range) {
  const [before, after] = [document.createRange(), document.createRange()];
  const line = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p") || one("#posting");
  before.setStart(line(range.startContainer), 0);
  before.setEnd(range.startContainer, range.startOffset);
  after.selectNodeContents(line(range.endContainer));
  after.setStart(range.endContainer, range.endOffset);
  const said = range.toString();
  const begun = /^[\p{L}\p{N}]/u.test(said) ? /[\p{L}\p{N}]*$/u.exec(before.toString())[0] : "";
  const rest = /[\p{L}\p{N}]$/u.test(said) ? /^[\p{L}\p{N}]*/u.exec(after.toString())[0] : "";
  return (begun + said + rest).replace(/\s+/g, " ").trim();
}

const picker = one("#picker");
if (picker) {
  let words = "";
  let selecting;
  const show = () => {
    const chosen = getSelection();
    const inside = chosen.toString().trim() && one("#posting").contains(chosen.anchorNode) && one("#posting").contains(chosen.focusNode);
    words = inside ? wholeWords(chosen.getRangeAt(0)) : "";
    picker.hidden = !inside;
    if (!inside) return;
    const around = chosen.getRangeAt(0).getBoundingClientRect();
    picker.style.left = `${Math.max(8, Math.min(around.left + scrollX, innerWidth - picker.offsetWidth - 8))}px`;
    picker.style.top = `${around.bottom + scrollY + 6}px`;
  };
  // Why this event: it comes for a mouse, a finger and the keyboard.
  document.addEventListener("selectionchange", () => { clearTimeout(selecting); selecting = setTimeout(show, 180); });
  picker.addEventListener("pointerdown", (event) => event.preventDefault());
  picker.addEventListener("click", (event) => {
    const kind = event.target.dataset.as;
    if (!kind) return;
    one(`#words-${kind}`).value = words;
    picker.hidden = true;
    getSelection().removeAllRanges();
    pick(`${kind}:=`);
  });
}

document.addEventListener("input", (event) => { if (event.target.id === "edited") typed(); });
document.addEventListener("htmx:afterSettle", (event) => {
  if (!desk) return;
  settle();
  if (event.detail.target?.id === "findings") return;
  return_there();
  // Why without a sign: the change is there to be seen; this is for a screen reader.
  one("#said").textContent = `The letter is new, ${one("#count").textContent}.`;
});
document.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target?.id === "cards") return_there(); });
if (desk) { after_reload(); settle(); }
