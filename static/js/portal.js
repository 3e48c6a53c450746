// Conveniences of the signed-in pages. Every page works without this file.
(function () {
  "use strict";
  const one = (selector, root) => (root || document).querySelector(selector);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const typing = (node) => node && (/^(input|textarea|select)$/i.test(node.tagName) || node.isContentEditable);

  // Success messages leave after their time; failures stay until they are closed.
  function toasts(root) {
    all(".p-toast[data-fade]", root).forEach((toast) => {
      const wait = Number(toast.dataset.fade);
      delete toast.dataset.fade;
      let timer = setTimeout(() => toast.remove(), wait);
      toast.addEventListener("mouseenter", () => clearTimeout(timer));
      toast.addEventListener("mouseleave", () => { timer = setTimeout(() => toast.remove(), 2000); });
    });
  }

  function say(text, retry) {
    const toast = document.createElement("div");
    toast.className = "p-toast bad";
    toast.setAttribute("role", "alert");
    const body = document.createElement("div");
    body.className = "txt";
    body.textContent = text;
    if (retry) {
      const again = document.createElement("button");
      again.type = "button";
      again.className = "btn btn-sm btn-outline";
      again.textContent = "再试一次";
      again.addEventListener("click", () => { toast.remove(); retry(); });
      body.append(document.createElement("br"), again);
    }
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "shut";
    shut.dataset.shut = "";
    shut.setAttribute("aria-label", "关闭");
    shut.textContent = "×";
    toast.append(body, shut);
    one("#toasts").append(toast);
  }

  // Amounts: no commas while typing, commas after leaving.
  const plainAmount = (text) => text.replace(/,/g, "").trim();
  function groupAmount(text) {
    const plain = plainAmount(text);
    if (!/^-?\d+(\.\d*)?$/.test(plain)) return text;
    const [whole, part] = plain.split(".");
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : "." + part);
  }
  function amounts(root) {
    all("input[data-money]", root).forEach((input) => { input.value = groupAmount(input.value); });
  }
  document.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!input.matches("input[data-money]") || plainAmount(input.value) === input.value) return;
    // What was selected on arrival (by the Tab key) stays selected, so that typing replaces it.
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    input.value = plainAmount(input.value);
    if (whole) input.select();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches("input[data-money]")) event.target.value = groupAmount(event.target.value);
  });

  // A form with changes asks before it is left.
  let dirty = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-dirty]")) dirty = true; });
  document.addEventListener("submit", (event) => {
    dirty = false;
    const button = event.submitter;
    if (event.target.method === "post" && button && !event.target.hasAttribute("hx-post")) {
      setTimeout(() => { button.disabled = true; }, 0); // one click, one submission
    }
  });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form button:disabled[type=submit]").forEach((button) => { button.disabled = false; });
  });

  // Choosing rows of a list.
  function countPicked(table) {
    const ticks = all("input[name=pick]", table);
    const on = ticks.filter((tick) => tick.checked).length;
    const form = ticks.length ? document.getElementById(ticks[0].getAttribute("form")) : null;
    const note = form && one("[data-picked]", form);
    if (note) { note.hidden = on === 0; note.textContent = "已选 " + on + " 条"; }
    const top = one("[data-pick-all]", table);
    if (top) { top.checked = on > 0 && on === ticks.length; top.indeterminate = on > 0 && on < ticks.length; }
  }
  document.addEventListener("change", (event) => {
    const table = event.target.closest("table");
    if (!table) return;
    if (event.target.matches("[data-pick-all]")) all("input[name=pick]", table).forEach((tick) => { tick.checked = event.target.checked; });
    if (event.target.matches("[data-pick-all], input[name=pick]")) countPicked(table);
  });

  // Dialogs: a link opens its own confirmation page in place; a button opens a <dialog> of the page.
  async function openDialog(link) {
    const answer = await fetch(link.href, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = answer.ok && one(".p-dialog", page);
    if (!found) { window.location = link.href; return; }
    const dialog = document.createElement("dialog");
    dialog.className = "p-modal";
    dialog.append(document.importNode(found, true));
    const form = one("form", dialog);
    if (form && !form.hasAttribute("action")) form.action = link.href;
    document.body.append(dialog);
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    dialog.showModal();
    const quiet = one("[data-cancel]", dialog);
    if (quiet) quiet.focus();
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { window.print(); return; }
    const node = event.target.closest("[data-shut], [data-cancel], a[data-dialog], [data-open]");
    if (!node) return;
    if (node.matches("[data-shut]")) node.closest(".p-toast").remove();
    else if (node.matches("[data-cancel]")) {
      const dialog = node.closest("dialog");
      if (dialog) { event.preventDefault(); dialog.close(); }
    } else if (node.matches("a[data-dialog]") && !event.ctrlKey && !event.metaKey && window.HTMLDialogElement) {
      event.preventDefault();
      openDialog(node).catch(() => { window.location = node.href; });
    } else if (node.matches("[data-open]")) {
      const dialog = document.getElementById(node.dataset.open);
      if (dialog) dialog.showModal();
    }
  });

  // Open menus close by a click elsewhere and by Escape, and the focus goes back to where it was.
  function closeMenus(except) {
    all("details.p-menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  }
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.p-menu")));

  // Keys: / to the search, j and k through a list, x ticks the row, Enter opens it.
  function moveRow(step) {
    const rows = all("table[data-rows] tbody tr");
    if (!rows.length) return;
    const here = rows.findIndex((row) => row.classList.contains("here"));
    const next = rows[Math.max(0, Math.min(rows.length - 1, here + step))];
    rows.forEach((row) => row.classList.remove("here"));
    next.classList.add("here");
    const link = one("a[href]", next);
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  function tickRow() {
    const box = one("table[data-rows] tbody tr.here td.tick input");
    if (box) box.click();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = one("details.p-menu[open]");
      if (open) { open.open = false; one("summary", open).focus(); }
      return;
    }
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      const search = one("[data-key='/']");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "j") moveRow(1);
    else if (event.key === "k") moveRow(-1);
    else if (event.key === "x") tickRow();
  });

  function prepare(root) {
    toasts(root);
    amounts(root);
    const errors = one("[data-focus]", root);
    if (errors) errors.focus();
  }
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  document.addEventListener("htmx:sendError", (event) => say("没有提交成功，网络中断。内容还在本页。", () => event.detail.elt.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }))));
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status === 403 ? "您没有办理这一步的权限。" : "没有办成，请刷新后再试一次。"));
})();
