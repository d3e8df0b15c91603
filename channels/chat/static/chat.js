// Live updates and sending without a reload. Everything here also works without it: forms post, pages reload.
"use strict";

(() => {
  const chat = document.getElementById("chat");
  const list = document.getElementById("lines");
  const nothing = document.getElementById("nothing");
  const status = document.getElementById("status");
  const form = document.getElementById("form");
  if (!form) return;
  const text = document.getElementById("text");
  const error = document.getElementById("error");
  const refresh = document.getElementById("refresh");
  const send = form.querySelector("button");
  const title = document.title;
  const RETRY_MS = 4000;
  const KEPT = "glassdesk-unsent";
  let last = Number(chat.dataset.last);
  let source = null;
  let unseen = 0;

  const localTimes = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      const today = at.toDateString() === new Date().toDateString();
      const style = today ? { timeStyle: "short", hourCycle: "h23" } : { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" };
      time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, style).format(at);
    }
  };

  const atEnd = () => window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
  const toEnd = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: calm ? "auto" : "smooth" });
  };

  const addLines = (html, upTo) => {
    const follow = atEnd();
    const part = document.createElement("template");
    part.innerHTML = html; // rendered and escaped by the server, from the same template as the page
    for (const line of [...part.content.children]) {
      if (Number(line.dataset.seq) <= last) continue;
      localTimes(line);
      list.append(line);
      if (document.hidden && !line.classList.contains("own")) unseen += 1;
    }
    last = Math.max(last, upTo);
    nothing.hidden = list.children.length > 0;
    if (unseen) document.title = chat.dataset.newReplies.replace("{count}", unseen) + title;
    if (follow) toEnd();
  };

  const showStatus = (state, html) => {
    const follow = atEnd();
    status.className = "status " + state;
    status.firstElementChild.innerHTML = html;
    localTimes(status);
    if (follow) toEnd();
  };

  const listen = () => {
    if (source) source.close();
    source = new EventSource("/chat/events?after=" + last);
    source.addEventListener("lines", (event) => {
      const { html, last: upTo } = JSON.parse(event.data);
      addLines(html, upTo);
    });
    source.addEventListener("status", (event) => {
      const { state, html } = JSON.parse(event.data);
      showStatus(state, html);
    });
    source.addEventListener("open", () => { refresh.hidden = true; });
    source.addEventListener("error", () => {
      refresh.hidden = false;
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
    });
  };

  const complain = (message) => {
    error.textContent = message;
    error.hidden = !message;
    text.toggleAttribute("aria-invalid", Boolean(message));
  };

  const started = () => {
    document.getElementById("contact")?.remove();
    document.getElementById("anew").hidden = false;
    if (!source) listen();
  };

  // Gives whether it went well. The client id stays the same until it did, so trying again can't send twice.
  const post = async (what) => {
    let response, answer;
    try {
      response = await fetch(what.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(what)),
        headers: { Accept: "application/json" },
      });
      answer = await response.json();
    } catch {
      complain(chat.dataset.network);
      return false;
    }
    if (!response.ok) {
      complain(answer.error ? answer.error.message : chat.dataset.network);
      return false;
    }
    complain("");
    form.elements.client_id.value = answer.client_id;
    for (const start of document.querySelectorAll("input[name=start]")) start.value = answer.start;
    // This tab may show another conversation than the one that was written in: begun anew in another tab, perhaps.
    if (chat.dataset.conversation && chat.dataset.conversation !== answer.conversation) location.assign("/chat/latest");
    chat.dataset.conversation = answer.conversation;
    started();
    return true;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.getAttribute("aria-disabled") === "true") return;
    const label = send.textContent;
    const sent = text.value;
    send.setAttribute("aria-disabled", "true");
    send.textContent = chat.dataset.sending;
    const well = await post(form);
    send.textContent = label;
    send.removeAttribute("aria-disabled");
    if (well) {
      text.value = text.value === sent ? "" : text.value;
      keep();
      toEnd();
    }
    text.focus();
  });

  document.getElementById("person").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await post(event.target)) toEnd();
  });

  // A thumb under a reply, without losing one's place on the page. Replies may come later: the list listens.
  list.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches(".thumbs") || !event.submitter) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    body.set("thumb", event.submitter.value);
    let answer = {}, response = null;
    try {
      response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      answer = await response.json();
    } catch { /* said below */ }
    if (!response || !response.ok) {
      complain(answer.error ? answer.error.message : chat.dataset.network);
      return;
    }
    complain("");
    for (const thumb of form.querySelectorAll(".thumb")) thumb.setAttribute("aria-pressed", String(thumb === event.submitter));
    const follow = atEnd();
    form.querySelector(".thanked").hidden = false;
    if (follow) toEnd();
  });

  // Enter sends where there is a real keyboard; on touch screens it makes a line, as people expect there.
  if (matchMedia("(pointer: fine)").matches) {
    document.getElementById("keys").hidden = false;
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  // What is typed but not sent survives a reload of this tab.
  const keep = () => {
    try {
      if (text.value) sessionStorage.setItem(KEPT, text.value);
      else sessionStorage.removeItem(KEPT);
    } catch { /* storage may be switched off */ }
  };
  try {
    if (!text.value) text.value = sessionStorage.getItem(KEPT) || "";
  } catch { /* as above */ }
  text.addEventListener("input", keep);

  // While a person is here, or comes, they may know that something is being written; never what.
  const SIGN_MS = 3000;
  let signed = 0;
  text.addEventListener("input", () => {
    const heard = status.classList.contains("human") || status.classList.contains("waiting");
    if (!heard || !text.value.trim() || Date.now() - signed < SIGN_MS) return;
    signed = Date.now();
    fetch("/chat/typing", { method: "POST" }).catch(() => {});
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = 0;
    document.title = title;
  });

  localTimes(document);
  if (chat.dataset.conversation) {
    listen();
    toEnd();
  }
})();
