// Photos from the camera or the album, small before they are kept.
import { useEffect, useMemo, useState } from 'react';
import { text, useSay } from '../language.ts';
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

export const PhotoPicker = ({
  files,
  most,
  add,
  remove,
}: {
  files: readonly Blob[];
  most: number;
  add: (files: Blob[]) => void;
  remove: (index: number) => void;
}) => {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState<string | null>(null);
  const take = async (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    input.value = '';
    if (chosen.length === 0) return;
    const room = Math.max(0, most - files.length);
    setBusy(true);
    setLeft(chosen.length > room ? say(words.tooMany, { n: most }) : null);
    try {
      const small: Blob[] = [];
      for (const file of chosen.slice(0, room)) {
        const made = await shrink(file);
        if (made) small.push(made);
        else setLeft(say(words.noPicture));
      }
      if (small.length > 0) add(small);
    } finally {
      setBusy(false);
    }
  };
  const full = files.length >= most || busy;
  return (
    <div className="stack">
      {files.length > 0 && (
        <ul className="photos">
          {files.map((file, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: photos have no name, and none moves
            <li className="photo" key={i}>
              <Thumbnail file={file} alt={say(words.photo, { n: i + 1 })} />
              <button type="button" aria-label={say(words.remove, { n: i + 1 })} onClick={() => remove(i)}>
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
