// Draws the description of the addresses for machines; everything comes from our own server.
"use strict";
const place = document.getElementById("swagger");
if (place && window.SwaggerUIBundle) {
  place.textContent = "";
  window.SwaggerUIBundle({ url: place.dataset.schema, domNode: place, supportedSubmitMethods: [], validatorUrl: null, deepLinking: false });
}
