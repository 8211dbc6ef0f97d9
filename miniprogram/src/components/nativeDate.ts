// H5 only: the browser's own calendar. uni's wheel of numbers is forty kilobytes and knows no large type.
import { defineComponent, h } from "vue";

export default defineComponent({
  name: "NativeDate",
  props: {
    label: { type: String, required: true },
    value: { type: String, required: true },
    min: { type: String, required: true },
    max: { type: String, required: true },
  },
  emits: ["picked"],
  setup(props, { emit }) {
    // A click anywhere opens the calendar; by itself a browser on a desk opens it at its little icon only.
    function open(event: MouseEvent) {
      try {
        (event.target as HTMLInputElement & { showPicker?: () => void }).showPicker?.();
      } catch {
        // The browser opens it in its own way.
      }
    }
    function change(event: Event) {
      const day = (event.target as HTMLInputElement).value;
      if (day >= props.min && day <= props.max) emit("picked", day);
    }
    return () =>
      h("input", {
        class: "native-date",
        type: "date",
        "aria-label": props.label,
        value: props.value,
        min: props.min,
        max: props.max,
        onClick: open,
        onChange: change,
      });
  },
});
