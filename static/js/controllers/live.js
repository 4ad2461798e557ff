// Keeps a page as it is in the shop: hears the socket, catches up after sleep, asks every 10 s when there is no socket,
// and says which of these it does. Elements are replaced by id; data-seq decides which of two is newer.
// A fragment may say more: data-live-into="#list" (where it goes when it is new), data-live-gone (it has left),
// data-said (who changed it, told beside a form with data-follows="its id" that is being filled in).
import { place } from "../place.js";

const POLL = 10_000, ANSWER = 4_000, LONGEST = 30_000, AWAY = [4401, 4403];

export default function live(sign) {
  let seq = Number(sign.dataset.seq), socket, tries = 0, etag = "", later, poll, answer, over = false;
  const pause = (ms) => ms * (0.7 + Math.random() * 0.6);

  function say(state) {
    sign.hidden = false;
    if (sign.dataset.state === state) return;
    sign.dataset.state = state;
    sign.textContent = sign.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`];
  }
  function leave() {
    [later, poll, answer].forEach(clearTimeout);
    const old = socket;
    socket = null;
    old?.close();
  }
  function stayAway() {
    over = true;
    leave();
    say("out");
  }
  function open() {
    if (over) return;
    leave();
    const mine = socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live`);
    mine.onopen = ask;
    mine.onmessage = ({ data }) => hear(JSON.parse(data));
    mine.onclose = ({ code }) => {
      if (AWAY.includes(code)) return stayAway();
      if (mine === socket) retry();
    };
  }
  function retry() {
    leave();
    refresh();
    later = setTimeout(open, pause(Math.min(500 * 2 ** tries++, LONGEST)));
  }
  function ask() {
    clearTimeout(answer);
    answer = setTimeout(retry, ANSWER);
    socket.send(JSON.stringify({ resume: seq }));
  }
  function check() {
    if (over || document.hidden) return;
    if (socket?.readyState === WebSocket.OPEN) ask();
    else if (socket?.readyState !== WebSocket.CONNECTING) open();
  }
  function hear(message) {
    clearTimeout(answer);
    tries = 0;
    say("live");
    apply(message);
  }
  async function refresh(keys = "") {
    clearTimeout(poll);
    const headers = etag && !keys ? { "If-None-Match": etag } : {};
    const reply = await fetch(`/live/refresh?since=${seq}&keys=${keys}`, { headers }).catch(() => null);
    if (over) return;
    if (reply && [401, 403].includes(reply.status)) return stayAway();
    if (socket?.readyState !== WebSocket.OPEN) {
      say(reply && reply.status < 400 ? "waiting" : "lost");
      poll = setTimeout(refresh, pause(POLL));
    }
    if (!reply?.ok) return;
    etag = reply.headers.get("ETag");
    apply(await reply.json());
  }
  function apply(message) {
    if (message.resync) {
      const shown = [...document.querySelectorAll("[data-seq][id]")].filter((one) => one !== sign).map((one) => one.id);
      if (shown.length) setTimeout(() => refresh(shown.slice(0, 300).join()), Math.random() * 2000);
    }
    for (const html of message.html ?? []) place(html, message.seq);
    seq = Math.max(seq, message.seq);
  }

  addEventListener("online", check);
  addEventListener("pageshow", check);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", check);
  open();
  return () => {
    over = true;
    leave();
    removeEventListener("online", check);
    removeEventListener("pageshow", check);
    removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", check);
  };
}

