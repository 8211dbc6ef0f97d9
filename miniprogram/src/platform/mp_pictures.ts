// Choosing pictures in the mini program; WeChat makes them small. What metadata it leaves, the server takes away.
import { SENTENCES } from "@/core/sentences";
import { PICTURE } from "./limits";
import { refusalOf } from "./mp_refusal";
import { readFile } from "./mp_storage";
import { PictureUnreadable, type ChosenPicture } from "./platform";

export async function choosePictures(count: number, from: "camera" | "album" | "ask"): Promise<ChosenPicture[]> {
  const paths = await choose(count, from === "ask" ? ["album", "camera"] : [from]);
  const pictures: ChosenPicture[] = [];
  for (const path of paths) pictures.push(await makeSmall(path));
  return pictures;
}

function choose(count: number, sourceType: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    wx.chooseMedia({
      count,
      mediaType: ["image"],
      sourceType,
      sizeType: ["compressed"],
      success: ({ tempFiles }) => resolve(tempFiles.map((file) => file.tempFilePath)),
      fail(why) {
        const refusal = refusalOf(why, SENTENCES.photosDenied);
        if (refusal) reject(refusal);
        else resolve([]);
      },
    });
  });
}

async function makeSmall(path: string): Promise<ChosenPicture> {
  const { width, height } = await sizeOf(path);
  let smallest: ChosenPicture | null = null;
  for (const step of PICTURE.steps) {
    const scale = Math.min(1, step.edge / Math.max(width, height, 1));
    const wide = Math.round(width * scale);
    const high = Math.round(height * scale);
    const bytes = await compress(path, Math.round(step.quality * 100), wide, high);
    if (!bytes) continue;
    smallest = { bytes, width: wide, height: high };
    if (bytes.byteLength <= PICTURE.targetBytes) break;
  }
  if (!smallest) throw new PictureUnreadable(path);
  return smallest;
}

function sizeOf(path: string): Promise<{ width: number; height: number }> {
  return new Promise((resolve, reject) => {
    wx.getImageInfo({ src: path, success: resolve, fail: (why) => reject(new PictureUnreadable(why.errMsg)) });
  });
}

function compress(
  src: string,
  quality: number,
  compressedWidth: number,
  compressedHeight: number,
): Promise<ArrayBuffer | null> {
  return new Promise((resolve) => {
    wx.compressImage({
      src,
      quality,
      compressedWidth,
      compressedHeight,
      success: ({ tempFilePath }) => void readFile(tempFilePath).then(resolve),
      fail: () => resolve(null),
    });
  });
}
