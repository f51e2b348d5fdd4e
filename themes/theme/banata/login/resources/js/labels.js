// What Keycloak's templates leave out for people who listen to a page, or use it without a pointer.
document.addEventListener("DOMContentLoaded", () => {
  // A label that names a field which is not there is that of the field beside it.
  for (const label of document.querySelectorAll("label[for]")) {
    const group = label.closest(".pf-v5-c-form__group");
    const field = group && group.querySelector("input:not([type=hidden]), select, textarea");
    if (field && field.id && !document.getElementById(label.htmlFor)) {
      label.htmlFor = field.id;
    }
  }
  // The order of the page is the order of the keyboard.
  for (const element of document.querySelectorAll("[tabindex]")) {
    if (element.tabIndex > 0) {
      element.removeAttribute("tabindex");
    }
  }
  // What is called a button is one for the keyboard too.
  for (const button of document.querySelectorAll("[role=button][onclick]:not(button, a)")) {
    button.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        button.click();
      }
    });
  }
  // A client's logo stands before its name.
  for (const image of document.querySelectorAll("img:not([alt])")) {
    image.alt = "";
  }
});
