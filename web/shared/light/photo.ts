// A photo between the camera and the system. Pure.
import { newKey } from '../api.ts';

/** A photo, scaled down already; `ref` once it is uploaded. */
export interface Photo {
  id: string;
  file: Blob;
  ref: string | null;
}

export const newPhoto = (file: Blob): Photo => ({ id: newKey(), file, ref: null });

/** Two senders may have uploaded the same photo: the first reference stays. */
export const withRef = (photos: readonly Photo[], id: string, ref: string): Photo[] =>
  photos.map((photo) => (photo.id === id && photo.ref === null ? { ...photo, ref } : photo));

/** The system does not know them: they are uploaded anew. */
export const withoutRefs = (photos: readonly Photo[]): Photo[] => photos.map((photo) => ({ ...photo, ref: null }));
