// Files of a case: photos as thumbnails that open large, documents by name.
import { FilePdfOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import { fileUrl } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';

const words = {
  photo: text('照片 {n}', 'Photo {n}'),
  document: text('文件 {n}（PDF，{size}）', 'Document {n} (PDF, {size})'),
};

/** `1.2 MB`, `340 KB`. */
export const sizeText = (bytes: number): string =>
  bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;

export const EventFiles = ({ caseNo, files }: { caseNo: string; files: readonly Schemas['AttachmentRef'][] }) => {
  const say = useSay();
  if (files.length === 0) return null;
  return (
    <div className="event-files">
      <Image.PreviewGroup>
        {files.map(({ ref, mediaType, bytes }, i) =>
          mediaType === 'application/pdf' ? (
            <a key={ref} href={fileUrl(caseNo, ref)} target="_blank" rel="noreferrer" className="event-file">
              <FilePdfOutlined aria-hidden /> {say(words.document, { n: i + 1, size: sizeText(bytes) })}
            </a>
          ) : (
            <Image
              key={ref}
              src={fileUrl(caseNo, ref)}
              alt={say(words.photo, { n: i + 1 })}
              width={72}
              height={72}
              loading="lazy"
              className="event-photo"
            />
          ),
        )}
      </Image.PreviewGroup>
    </div>
  );
};
