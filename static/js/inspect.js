// The inspection sheet: every change is kept on the phone until the portal says it has it, so that a dropped line loses nothing.
// The form works without this file; then it must be saved while there is a line.
(function () {
  "use strict";
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const key = "inspect:" + form.dataset.sheet;
  const sections = Array.from(form.querySelectorAll("[data-line]"));
  const held = document.querySelector("[data-held]");
  const trouble = document.querySelector("[data-trouble]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let sending = false;
  let photosWaiting = 0;

  const numberOf = (section) => section.dataset.line;
  const sectionOf = (number) => form.querySelector('[data-line="' + number + '"]');
  function valueOf(section) {
    const chosen = section.querySelector("input[type=radio]:checked");
    return { verdict: chosen ? chosen.value : "", note: section.querySelector("textarea").value };
  }

  // What the portal has not confirmed yet: item number -> {verdict, note}.
  function pending() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (_) { return {}; }
  }
  function keep(found) {
    try {
      if (Object.keys(found).length) localStorage.setItem(key, JSON.stringify(found));
      else localStorage.removeItem(key);
    } catch (_) { say("手机存储已满，请保持联网并点“保存”。"); }
  }

  function say(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }
  function show() {
    const waiting = Object.keys(pending()).length + photosWaiting;
    held.hidden = waiting === 0;
    held.textContent = (navigator.onLine ? "待上传，存 " : "离线，存 ") + waiting + " 项";
    let done = 0;
    const counts = { ok: 0, part: 0, missing: 0 };
    sections.forEach((section) => {
      const verdict = valueOf(section).verdict;
      if (verdict) { done += 1; counts[verdict] += 1; }
    });
    document.querySelector("[data-done]").textContent = done;
    document.querySelector("[data-bar]").value = done;
    Object.keys(counts).forEach((name) => { document.querySelector('[data-count="' + name + '"]').textContent = counts[name]; });
  }

  // Photos wait in the phone's own database, because they are too large for its text store.
  let opened = null;
  function database() {
    if (!opened) {
      opened = new Promise((resolve, reject) => {
        const asked = indexedDB.open("inspect", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("photos", { keyPath: "token" });
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    }
    return opened;
  }
  async function inPhotos(mode, act) {
    const store = (await database()).transaction("photos", mode).objectStore("photos");
    return new Promise((resolve, reject) => {
      const asked = act(store);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }
  async function waitingPhotos() {
    const all = await inPhotos("readonly", (store) => store.getAll());
    return all.filter((photo) => photo.sheet === form.dataset.sheet);
  }
  async function takePhotos(input) {
    const number = numberOf(input.closest("[data-line]"));
    const files = Array.from(input.files);
    for (const file of files) {
      const name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
      // As bytes: some browsers of phones keep no files in their database.
      const bytes = await file.arrayBuffer();
      await inPhotos("readwrite", (store) => store.put({ token: name, sheet: form.dataset.sheet, number, name: file.name, type: file.type, bytes }));
    }
    input.value = "";
    photosWaiting = (await waitingPhotos()).length;
    show();
    send();
  }

  async function post(address, body) {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch", "X-CSRFToken": token }, credentials: "same-origin" });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (isJson) return { ok: answer.ok, data: await answer.json() };
    // Led to the sign-in page, or a fault of the portal: what is here stays here.
    return { ok: false, data: { refused: answer.redirected ? "登录已过期。填写的内容都在本机，请另开一页重新登录后再回来。" : "没有上传成功，稍后自动再试。内容都在本机。" } };
  }

  async function sendAnswers() {
    const sent = pending();
    const numbers = Object.keys(sent);
    if (!numbers.length) return true;
    const body = new FormData();
    numbers.forEach((number) => {
      body.append("verdict_" + number, sent[number].verdict);
      body.append("note_" + number, sent[number].note);
    });
    const answer = await post(location.href, body);
    if (!answer.ok) { say(answer.data.refused); return false; }
    const now = pending(); // what was changed while the line was busy goes next time
    numbers.forEach((number) => {
      if (JSON.stringify(now[number]) === JSON.stringify(sent[number])) delete now[number];
    });
    keep(now);
    return true;
  }
  async function sendPhotos() {
    for (const photo of await waitingPhotos()) {
      const body = new FormData();
      body.append("number", photo.number);
      body.append("token", photo.token);
      body.append("photo", new Blob([photo.bytes], { type: photo.type }), photo.name);
      const answer = await post(form.dataset.photos, body);
      if (!answer.ok) { say(answer.data.refused); return false; }
      await inPhotos("readwrite", (store) => store.delete(photo.token));
      photosWaiting = Math.max(0, photosWaiting - 1);
      const section = sectionOf(photo.number);
      if (section) section.querySelector("[data-kept]").textContent = answer.data.count;
    }
    return true;
  }
  async function send() {
    if (sending || !navigator.onLine) { show(); return false; }
    sending = true;
    let all = false;
    try {
      all = (await sendAnswers()) && (await sendPhotos());
      if (all) say("");
    } catch (_) {
      all = false; // the line dropped: tried again below
    } finally {
      sending = false;
      show();
    }
    return all && Object.keys(pending()).length === 0 && photosWaiting === 0;
  }

  function changed(section) {
    const found = pending();
    found[numberOf(section)] = valueOf(section);
    keep(found);
    show();
  }
  let timer = 0;
  form.addEventListener("input", (event) => {
    const section = event.target.closest("[data-line]");
    if (!section || event.target.type === "file") return;
    changed(section);
    clearTimeout(timer);
    timer = setTimeout(send, event.target.type === "radio" ? 300 : 1500);
  });
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !event.target.files.length) return;
    if (!window.indexedDB) return; // sent with the form
    takePhotos(event.target).catch(() => say("照片没有存进手机，请保持联网并点“保存并返回”。"));
  });
  form.addEventListener("submit", async (event) => {
    if (Array.from(form.querySelectorAll("input[type=file]")).some((input) => input.files.length)) return; // not kept: the plain way
    event.preventDefault();
    if (await send()) { location.href = form.dataset.back; return; }
    if (trouble.hidden || !navigator.onLine) say("没有提交成功，网络中断。内容已存在本机，连上后自动上传。");
  });

  const next = form.querySelector("[data-next]");
  next.hidden = false;
  next.addEventListener("click", () => {
    const open = sections.find((section) => !valueOf(section).verdict) || sections[sections.length - 1];
    open.scrollIntoView({ behavior: "smooth", block: "start" });
    const first = open.querySelector("input[type=radio]");
    if (first) first.focus({ preventScroll: true });
  });

  // What was filled in before the page was left or the phone went off.
  Object.entries(pending()).forEach(([number, value]) => {
    const section = sectionOf(number);
    if (!section) return;
    section.querySelectorAll("input[type=radio]").forEach((radio) => { radio.checked = radio.value === value.verdict; });
    section.querySelector("textarea").value = value.note;
  });
  window.addEventListener("online", send);
  window.addEventListener("offline", show);
  setInterval(() => { if (Object.keys(pending()).length || photosWaiting) send(); }, 10000);
  (window.indexedDB ? waitingPhotos() : Promise.resolve([]))
    .then((photos) => { photosWaiting = photos.length; }, () => {})
    .then(() => { show(); return send(); });
})();
