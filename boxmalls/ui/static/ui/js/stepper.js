// One more, one fewer. A change is told to the form as if it had been typed.
{
  const settle = (stepper, wanted) => {
    const input = stepper.querySelector("input");
    const [least, most] = [Number(input.dataset.least), Number(input.dataset.most)];
    const value = Math.min(most, Math.max(least, Number.isFinite(wanted) ? Math.trunc(wanted) : least));
    const changed = input.value !== String(value);
    input.value = value;
    stepper.querySelector('[data-step="-1"]').disabled = value <= least;
    stepper.querySelector('[data-step="1"]').disabled = value >= most;
    return changed;
  };
  boxmalls.on("click", "[data-stepper] [data-step]", (button) => {
    const stepper = button.closest("[data-stepper]");
    const input = stepper.querySelector("input");
    if (settle(stepper, Number(input.value) + Number(button.dataset.step))) {
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  document.addEventListener(
    "change",
    ({ target }) => target.closest?.("[data-stepper]") && settle(target.closest("[data-stepper]"), Number(target.value)),
    true,
  );
}
