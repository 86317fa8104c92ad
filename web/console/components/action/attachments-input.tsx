// Photos and documents for a form: taken with the camera, chosen, dropped or pasted; sent into the vault at once, each with its preview.
import {
  CameraOutlined,
  CloseOutlined,
  FileOutlined,
  FilePdfOutlined,
  PlusOutlined,
  ReloadOutlined,
} from '@ant-design/icons';
import { Button, Spin } from 'antd';
import { type ChangeEvent, type DragEvent, useEffect, useRef } from 'react';
import { ApiError, newKey, upload } from '../../../shared/api.ts';
import { partIn, text, useLanguage, useSay } from '../../../shared/language.ts';
import { useMe } from '../../queries.ts';
import { sizeText } from '../timeline/event-files.tsx';
import type { Upload } from './draft.ts';
import type { ControlIds } from './form-field.tsx';

const words = {
  add: text('选择文件', 'Choose files'),
  photo: text('拍照', 'Take a photo'),
  rule: text(
    'JPEG、PNG、WebP 照片或 PDF，每份不超过 10 MB，最多 {max} 份；可拖入。',
    'JPEG, PNG, WebP or PDF, 10 MB each, at most {max}; may be dropped here.',
  ),
  type: text('不支持这种文件', 'Files of this type are not taken'),
  size: text('超过 10 MB', 'Larger than 10 MB'),
  failed: text('上传失败', 'Not sent'),
  again: text('重新上传 {name}', 'Send {name} again'),
  remove: text('移除 {name}', 'Remove {name}'),
  sending: text('正在上传', 'Sending'),
};

/** What the API takes. */
const mediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];
const maxBytes = 10 * 1024 * 1024;

type Change = (before: readonly Upload[]) => readonly Upload[];

export const AttachmentsInput = ({
  uploads,
  onChange,
  max,
  ids,
  disabled,
}: {
  uploads: readonly Upload[];
  /** Takes a change, because files arrive one by one while the form goes on living. */
  onChange: (change: Change) => void;
  max: number;
  ids: ControlIds;
  disabled: boolean;
}) => {
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const previews = useRef<string[]>([]);
  useEffect(
    () => () => {
      for (const url of previews.current) URL.revokeObjectURL(url);
    },
    [],
  );

  const become = (id: string, news: Partial<Upload>) =>
    onChange((before) => before.map((each) => (each.id === id ? { ...each, ...news } : each)));

  const send = async ({ id, file }: Upload): Promise<void> => {
    become(id, { state: 'uploading', error: null });
    try {
      const { ref } = await upload(file, me.person);
      become(id, { state: 'done', ref });
    } catch (error) {
      const why = error instanceof ApiError ? partIn(language, error.message) : say(words.failed);
      become(id, { state: 'failed', error: why });
    }
  };

  const take = (list: Iterable<File>) => {
    for (const file of list) {
      const known = mediaTypes.includes(file.type);
      const error = !known ? say(words.type) : file.size > maxBytes ? say(words.size) : null;
      const preview = known && file.type !== 'application/pdf' ? URL.createObjectURL(file) : null;
      if (preview !== null) previews.current.push(preview);
      const added: Upload = {
        id: newKey(),
        name: file.name,
        bytes: file.size,
        preview,
        state: error === null ? 'uploading' : 'failed',
        ref: null,
        error,
        file,
      };
      onChange((before) => [...before, added]);
      if (error === null) void send(added);
    }
  };

  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take([...(event.target.files ?? [])]);
    // The same file may be chosen again after it was removed.
    event.target.value = '';
  };

  const dropped = (event: DragEvent) => {
    event.preventDefault();
    if (!disabled) take(event.dataTransfer.files);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drop target in all browsers
    <div
      role="group"
      aria-labelledby={ids.labelId}
      className="uploads"
      onDragOver={(event) => event.preventDefault()}
      onDrop={dropped}
    >
      <ul className="uploads-list">
        {uploads.map((each) => {
          const Icon = each.file.type === 'application/pdf' ? FilePdfOutlined : FileOutlined;
          return (
            <li key={each.id} className={`upload is-${each.state}`}>
              {each.preview === null ? <Icon className="upload-icon" aria-hidden /> : <img src={each.preview} alt="" />}
              <span className="upload-name" title={each.name}>
                <bdi>{each.name}</bdi>
                <small>{each.error ?? sizeText(each.bytes)}</small>
              </span>
              {each.state === 'uploading' && <Spin size="small" aria-label={say(words.sending)} />}
              {each.state === 'failed' && mediaTypes.includes(each.file.type) && each.bytes <= maxBytes && (
                <Button
                  type="text"
                  size="small"
                  icon={<ReloadOutlined />}
                  aria-label={say(words.again, { name: each.name })}
                  onClick={() => void send(each)}
                />
              )}
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={say(words.remove, { name: each.name })}
                disabled={disabled}
                onClick={() => onChange((before) => before.filter(({ id }) => id !== each.id))}
              />
            </li>
          );
        })}
      </ul>
      <div className="uploads-add">
        <Button
          id={ids.id}
          icon={<PlusOutlined />}
          disabled={disabled}
          onClick={() => files.current?.click()}
          {...(ids.describedBy !== undefined && { 'aria-describedby': ids.describedBy })}
        >
          {say(words.add)}
        </Button>
        <Button
          className="uploads-camera"
          icon={<CameraOutlined />}
          disabled={disabled}
          onClick={() => camera.current?.click()}
        >
          {say(words.photo)}
        </Button>
        <input ref={files} type="file" hidden multiple accept={mediaTypes.join(',')} onChange={chosen} />
        <input ref={camera} type="file" hidden accept="image/*" capture="environment" onChange={chosen} />
      </div>
      <div className="form-hint">{say(words.rule, { max })}</div>
    </div>
  );
};
