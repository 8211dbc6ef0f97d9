// Choosing pictures in a browser and making them small: drawn on a canvas, which turns them upright and leaves every
// metadata behind.
import { PICTURE } from "./limits";
import { PictureUnreadable, type ChosenPicture } from "./platform";

export async function choosePictures(count: number, from: "camera" | "album" | "ask"): Promise<ChosenPicture[]> {
  const files = await askForFiles(count, from === "camera");
  const pictures: ChosenPicture[] = [];
  for (const file of files.slice(0, count)) pictures.push(await makeSmall(file));
  return pictures;
}

function askForFiles(count: number, camera: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/*";
    input.multiple = count > 1;
    if (camera) input.setAttribute("capture", "environment");
    input.style.display = "none";
    const finish = (files: File[]) => {
      input.remove();
      resolve(files);
    };
    input.onchange = () => finish(Array.from(input.files ?? []));
    input.addEventListener("cancel", () => finish([]));
    document.body.appendChild(input);
    input.click();
  });
}

async function makeSmall(file: File): Promise<ChosenPicture> {
  const image = await load(file);
  try {
    for (const [place, step] of PICTURE.steps.entries()) {
      const picture = await draw(image, step.edge, step.quality);
      if (picture.bytes.byteLength <= PICTURE.targetBytes || place === PICTURE.steps.length - 1) return picture;
    }
    throw new PictureUnreadable("no step");
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function load(file: File): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => {
      URL.revokeObjectURL(image.src);
      reject(new PictureUnreadable(file.type));
    };
    image.src = URL.createObjectURL(file);
  });
}

async function draw(image: HTMLImageElement, edge: number, quality: number): Promise<ChosenPicture> {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, edge / Math.max(naturalWidth, naturalHeight));
  const width = Math.max(1, Math.round(naturalWidth * scale));
  const height = Math.max(1, Math.round(naturalHeight * scale));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context || naturalWidth === 0) throw new PictureUnreadable("no canvas");
  context.fillStyle = "#ffffff"; // what was transparent would be black in a JPEG
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (!blob) throw new PictureUnreadable("no blob");
  return { bytes: await bytesOf(blob), width, height };
}

/** Blob.arrayBuffer is younger than some phones. */
function bytesOf(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(new PictureUnreadable(String(reader.error)));
    reader.readAsArrayBuffer(blob);
  });
}
