/** Where one writes. */
export interface Composer {
  focus(): void;
  /** Puts a screen keyboard away, so that what may be tapped is in view. */
  putKeyboardAway(): void;
}

const tallest = 160;

export function composer(form: HTMLFormElement, box: HTMLTextAreaElement, onText: (text: string) => void): Composer {
  function grow(): void {
    box.style.height = "auto";
    box.style.height = `${Math.min(tallest, box.scrollHeight)}px`;
    form.classList.toggle("empty", box.value.trim() === "");
  }

  function submit(): void {
    const text = box.value.trim();
    if (text === "") return;
    box.value = "";
    grow();
    onText(text);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
    box.focus({ preventScroll: true });
  });
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    // While a word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.classList.add("empty");
  return {
    focus: () => box.focus({ preventScroll: true }),
    putKeyboardAway() {
      if (matchMedia("(hover: none) and (pointer: coarse)").matches) box.blur();
    },
  };
}
