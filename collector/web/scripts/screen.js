/* The counter's screen: stays awake, asks for the next code, and never shows one that is no longer good.
   Written for the browsers of old tablets: no arrow functions, no fetch, no promises but where a wake lock has them. */
(function () {
  "use strict";
  var main = document.querySelector("main");
  var part = function (id) { return document.getElementById(id); };
  var seconds = function (name) { return Number(part("shown").getAttribute("data-" + name)); };
  var now = function () { return new Date().getTime() / 1000; };
  var goodUntil = now() + seconds("good-for"), shifts = 0;

  var tend = function () {
    var isStale = now() >= goodUntil || now() < goodUntil - 3600;
    part("shown").hidden = isStale;
    part("stale").hidden = !isStale;
  };

  /* A picture that stands still for months burns in: it moves by a few points. */
  var shift = function () {
    shifts = (shifts + 1) % 6;
    main.style.paddingTop = 8 + shifts * 2 + "px";
    main.style.paddingLeft = 24 + shifts * 3 + "px";
  };

  var ask = function () {
    var request = new XMLHttpRequest();
    request.onload = function () {
      var page = document.createElement("div");
      if (request.status !== 200) return;
      page.innerHTML = request.responseText;
      var shown = page.querySelector("#shown");
      if (!shown) return;
      part("shown").parentNode.replaceChild(shown, part("shown"));
      goodUntil = now() + seconds("good-for");
      tend();
      shift();
    };
    request.open("GET", location.href);
    request.send();
  };

  var isAwake = false;
  var wake = function () {
    if (isAwake || document.hidden) return;
    if (navigator.wakeLock) {
      navigator.wakeLock.request("screen").then(function (lock) {
        isAwake = true;
        lock.onrelease = function () { isAwake = false; };
      }, play);
    } else play();
  };
  /* Without a wake lock (old, or not https) a silent film of one dark point keeps the screen on. */
  var play = function () {
    var film = part("awake"), playing = film.play();
    if (playing) playing.then(null, function () {}); /* needs a touch first: see the listener below */
  };

  document.addEventListener("visibilitychange", wake);
  document.addEventListener("click", function () {
    var page = document.documentElement, full = page.requestFullscreen || page.webkitRequestFullscreen;
    if (full && !document.fullscreenElement && !document.webkitFullscreenElement) full.call(page);
    wake();
  });
  setInterval(function () { tend(); wake(); }, 1000);
  setInterval(ask, seconds("reload") * 1000);
  wake();
}());
