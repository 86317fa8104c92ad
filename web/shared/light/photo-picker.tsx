// Photos from the camera or the album, small before they are kept.
import { useEffect, useMemo, useState } from 'react';
import { text, useSay } from '../language.ts';
import { newPhoto, type Photo } from './photo.ts';
import { shrink } from './shrink.ts';

const words = {
  camera: text('拍照', 'Camera'),
  album: text('从相册选', 'Album'),
  remove: text('删除第 {n} 张', 'Remove photo {n}'),
  photo: text('第 {n} 张照片', 'Photo {n}'),
  working: text('正在压缩照片…', 'Making the photos smaller…'),
  noPicture: text('有文件不是照片，已略过。', 'A file was no picture and was left out.'),
  tooMany: text('最多 {n} 张，其余已略过。', 'At most {n} photos; the others were left out.'),
};

export const Thumbnail = ({ file, alt }: { file: Blob; alt: string }) => {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={alt} />;
};

export interface PhotoPickerProps {
  photos: readonly Photo[];
  most: number;
  /** Is given what becomes of the photos that there are by then: making them smaller takes a while. */
  change: (how: (before: readonly Photo[]) => readonly Photo[]) => void;
  /** Is told when photos are being made smaller, and when they are there: what is sent in between goes without them. */
  working: (busy: boolean) => void;
}

export const PhotoPicker = ({ photos, most, change, working }: PhotoPickerProps) => {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState<string | null>(null);
  const take = async (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    input.value = '';
    if (chosen.length === 0) return;
    const room = Math.max(0, most - photos.length);
    setBusy(true);
    working(true);
    setLeft(chosen.length > room ? say(words.tooMany, { n: most }) : null);
    try {
      const small: Photo[] = [];
      for (const file of chosen.slice(0, room)) {
        const made = await shrink(file);
        if (made) small.push(newPhoto(made));
        else setLeft(say(words.noPicture));
      }
      if (small.length > 0) change((before) => [...before, ...small]);
    } finally {
      setBusy(false);
      working(false);
    }
  };
  const full = photos.length >= most || busy;
  return (
    <div className="stack">
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map(({ id, file }, i) => (
            <li className="photo" key={id}>
              <Thumbnail file={file} alt={say(words.photo, { n: i + 1 })} />
              <button
                type="button"
                aria-label={say(words.remove, { n: i + 1 })}
                onClick={() => change((before) => before.filter((photo) => photo.id !== id))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <label className="choice photo-button">
          <CameraSign />
          {say(words.camera)}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            disabled={full}
            onChange={(event) => void take(event.currentTarget)}
          />
        </label>
        <label className="choice photo-button">
          {say(words.album)}
          <input
            type="file"
            accept="image/*"
            multiple
            disabled={full}
            onChange={(event) => void take(event.currentTarget)}
          />
        </label>
      </div>
      <p className="quiet" role="status">
        {busy ? say(words.working) : left}
      </p>
    </div>
  );
};

const CameraSign = () => (
  <svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <path d="M4 8h3l2-3h6l2 3h3v11H4z" strokeLinejoin="round" />
    <circle cx="12" cy="13" r="3.6" />
  </svg>
);
