// The roll on a telephone: where it stands goes with the form. Without a position, or without this file, the roll is taken all the same.
(function () {
  "use strict";
  const form = document.querySelector("form[data-locate]");
  if (!form || !navigator.geolocation) return;
  const told = form.querySelector("[data-place]");
  navigator.geolocation.watchPosition((found) => {
    form.elements.latitude.value = found.coords.latitude;
    form.elements.longitude.value = found.coords.longitude;
    told.textContent = "已取得定位，误差约 " + Math.round(found.coords.accuracy) + " 米";
  }, () => { told.textContent = "没有取得定位，照常点名，会标记"; }, { enableHighAccuracy: true, maximumAge: 30000, timeout: 20000 });
})();
