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

const paste = one("form.paste");
if (paste) {
  one("#file").addEventListener("change", (event) => { if (event.target.files.length) paste.requestSubmit(); });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    paste.addEventListener(kind, (event) => {
      event.preventDefault();
      paste.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        one("#file").files = event.dataTransfer.files;
        paste.requestSubmit();
      } else if (kind === "drop") {
        one("#text").value = event.dataTransfer.getData("text");
      }
    });
  }
}

// --- what was edited is kept in this browser ----------------------------------------------------------

const kept = {
  get name() { return `tailor-edit-${desk.dataset.posting}`; },
  read() { try { return JSON.parse(localStorage.getItem(this.name)) || {}; } catch { return {}; } },
  write(value) { try { localStorage.setItem(this.name, JSON.stringify(value)); } catch { say("This browser keeps no edits; save the letter as a file."); } },
};
const area = () => one("#edited");
const editing = () => area() && !area().hidden;
const isEdited = () => area() && area().value.trim() !== "" && area().value.trim() !== one("#whole").dataset.own;

function grow() {
  const box = area();
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 4}px`;
}

function keepNow() {
  const before = kept.read();
  kept.write({ ...before, now: area().value, when: new Date().toISOString() });
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

async function check() {
  await htmx.ajax("POST", `${desk.action}/check`, { source: area(), target: "#findings", swap: "outerHTML", values: new FormData(desk) });
}

function edit(on) {
  const box = area();
  if (on && box.value.trim() === "") box.value = one("#whole").value;
  box.hidden = !on;
  one("#text", one("#letter")).hidden = on;
  const button = one('[data-do="edit"]');
  button.setAttribute("aria-pressed", on ? "true" : "false");
  button.textContent = on ? "Done" : "Edit";
  if (on) { grow(); box.focus(); box.setSelectionRange(0, 0); }
}

async function done() {
  if (area().value.trim() === one("#whole").dataset.own) {
    area().value = "";
    edit(false);
    one('[data-do="edit"]').focus();
    return;
  }
  keepNow();
  await htmx.ajax("POST", `${desk.action}/edited`, { source: area(), target: "#letter", swap: "outerHTML", values: new FormData(desk) });
  one('[data-do="edit"]')?.focus();
}

function settle() {
  const whole = one("#whole");
  if (!whole) return;
  if (one("#letter").dataset.edited === "no") whole.dataset.own = whole.value.trim();
  else whole.dataset.own = kept.read().own || "";
  if (one("#letter").dataset.edited === "no") kept.write({ ...kept.read(), own: whole.dataset.own });
  offerEarlier();
}

function offerEarlier() {
  const { now, when } = kept.read();
  if (!now || one("#letter").dataset.edited === "yes" || isEdited() || now.trim() === one("#whole").value.trim() || one("#earlier")) return;
  const box = document.createElement("p");
  box.className = "earlier";
  box.id = "earlier";
  box.textContent = `You edited a letter for this posting${when ? ` on ${new Date(when).toLocaleString()}` : ""}. `;
  const take = document.createElement("button");
  take.type = "button";
  take.textContent = "Take it up again";
  take.addEventListener("click", () => { area().value = now; box.remove(); done(); });
  box.append(take);
  one(".beside").prepend(box);
}

// A new letter takes the place of an edited one only after a question.
let allowed = false;
document.addEventListener("htmx:confirm", (event) => {
  if (!desk || event.detail.path !== desk.getAttribute("hx-post") || !isEdited() || allowed) return;
  event.preventDefault();
  const ask = one("#ask");
  ask.returnValue = "";
  ask.addEventListener("close", () => {
    if (ask.returnValue !== "yes") { desk.dispatchEvent(new CustomEvent("kept")); return; }
    keepNow();
    area().value = "";
    allowed = true;
    event.detail.issueRequest(true);
    allowed = false;
  }, { once: true });
  ask.showModal();
});

// --- pointing -------------------------------------------------------------------------------------------

// Why by hand: scrollIntoView moves the whole page, away from under the pointer.
function reveal(box, piece) {
  const [inner, outer] = [piece.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
}

function light(start, end) {
  all(".lit").forEach((piece) => piece.classList.remove("lit"));
  let first;
  for (const piece of all("[data-at]")) {
    const at = Number(piece.dataset.at);
    if (at < end && at + piece.textContent.length > start) { piece.classList.add("lit"); first ||= piece; }
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

for (const kind of ["mouseover", "focusin", "click"]) {
  document.addEventListener(kind, (event) => {
    const said = event.target.closest?.(".said-by");
    if (said && (kind !== "mouseover" || !one(".said-by.fixed"))) {
      if (kind === "click") { all(".fixed").forEach((other) => other.classList.remove("fixed")); said.classList.add("fixed"); }
      why(said);
    } else if (kind === "click" && !event.target.closest?.("#source")) {
      all(".fixed").forEach((other) => other.classList.remove("fixed"));
    }
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
  const action = event.target.closest("[data-do]");
  if (action?.dataset.do === "edit") { if (editing()) done(); else edit(true); }
  if (action?.dataset.do === "copy") {
    const text = isEdited() ? area().value : one("#whole").value;
    navigator.clipboard.writeText(text).then(() => say("Copied."), () => say("The browser did not let it be copied; select the text instead."));
  }
});

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.('[role="button"]');
  if (button && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); button.click(); }
  if (event.key === "Escape") { one("#picker")?.setAttribute("hidden", ""); all(".more[open]").forEach((more) => { more.open = false; one("summary", more).focus(); }); }
  if (event.key === "Enter" && event.target.dataset?.pick) { event.preventDefault(); pick(event.target.dataset.pick); }
});

function showFinding(finding) {
  const [start, end] = [Number(finding.dataset.start), Number(finding.dataset.end)];
  if (editing()) {
    area().focus();
    area().setSelectionRange(start, end);
    return;
  }
  all("#text .lit").forEach((piece) => piece.classList.remove("lit"));
  const pieces = all(`#text [data-findings~="${finding.dataset.finding}"]`);
  pieces.forEach((piece) => piece.classList.add("lit"));
  pieces[0]?.scrollIntoView({ block: "center" });
}

// --- "this is the pain point" --------------------------------------------------------------------------

function pick(value) {
  htmx.ajax("POST", desk.getAttribute("hx-post"), { source: desk, target: "#letter", swap: "outerHTML", values: { ...Object.fromEntries(new FormData(desk)), pick: value } });
}

const picker = one("#picker");
if (picker) {
  const show = () => {
    const chosen = getSelection();
    const words = chosen.toString().trim();
    const inside = words && one("#posting").contains(chosen.anchorNode) && one("#posting").contains(chosen.focusNode);
    picker.hidden = !inside;
    if (!inside) return;
    const place = chosen.getRangeAt(0).getBoundingClientRect();
    picker.style.left = `${Math.max(8, Math.min(place.left + scrollX, innerWidth - picker.offsetWidth - 8))}px`;
    picker.style.top = `${place.bottom + scrollY + 6}px`;
  };
  document.addEventListener("pointerup", () => setTimeout(show));
  document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") show(); });
  picker.addEventListener("click", (event) => {
    const kind = event.target.dataset.as;
    if (!kind) return;
    one(`#words-${kind}`).value = getSelection().toString().replace(/\s+/g, " ").trim();
    picker.hidden = true;
    getSelection().removeAllRanges();
    pick(`${kind}:=`);
  });
}

document.addEventListener("input", (event) => { if (event.target.id === "edited") typed(); });
document.addEventListener("htmx:afterSettle", () => { if (desk) settle(); });
document.addEventListener("htmx:oobAfterSwap", (event) => { if (event.detail.target?.id === "cards") settle(); });
if (desk) settle();
