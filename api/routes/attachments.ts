// POST /v1/attachments: a photo or a scan, sent as it is; its reference then goes into a case or an action.
// GET /v1/cases/{caseNo}/attachments/{ref}: the file, for those who see the case; for a resident, if it came with what they may read.
import { z } from 'zod';
import { settleFindings } from '../../db/incidents.ts';
import { findByReference, readEvents } from '../../db/ledger.ts';
import { FileAltered, readAttachment, requireUploadRoom, storeAttachment } from '../../db/vault.ts';
import { proveVault, vaultAltered, vaultKind } from '../../db/vault-proof.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo } from '../../workflows/contract/ids.ts';
import { callerOf, everyone, forPerson, parties } from '../auth.ts';
import { type Caller, identityOf } from '../caller.ts';
import type { CaseDesk } from '../case-desk.ts';
import type { ApiDeps, Limits } from '../deps.ts';
import type { Looks } from '../looks.ts';
import { mediaTypeOf, mediaTypes } from '../media-type.ts';
import { AttachmentRef } from '../schemas.ts';
import { filesOf, readsEvent } from '../texts.ts';
import type { App } from '../typed-app.ts';
import { createUploadPlaces } from '../upload-places.ts';

/** Bytes of one file. */
const fileLimit = 10 * 1024 * 1024;

export const attachmentRoutes = (
  app: App,
  { db, keys, logger }: ApiDeps,
  desk: CaseDesk,
  looks: Looks,
  limits: Limits,
): void => {
  const place = createUploadPlaces(limits.uploads);
  const quotaOf = (caller: Caller) => ({
    bytes: caller.kind === 'person' ? limits.uploadedBytes : limits.uploadedBytesOfResident,
    files: limits.uploadedFiles,
  });
  /**
   * As the event has it that brought it in, and not as the read model says: its digest is what the bytes are held against. Who works on a case
   * sees all that it gathered; a resident what they sent, and what they were answered with.
   */
  const fileOf = async (caller: Caller, caseNo: string, ref: string): Promise<AttachmentRef | undefined> =>
    (await findByReference(db, caseNo, ref))
      .filter((event) => readsEvent(caller, event))
      .flatMap(filesOf)
      .find((file) => file.ref === ref);

  /** Other bytes than the ledger refers to are evidence of a forger, and shown to nobody. @throws CaseFailure VaultAltered */
  const refuse = async (caseNo: string, error: unknown): Promise<never> => {
    if (!(error instanceof FileAltered)) throw error;
    logger.error({ caseNo, why: error.message }, 'a file was altered in the vault');
    const { faults } = await proveVault(db.pool, keys.vault, await readEvents(db, caseNo));
    const findings = faults.length > 0 ? [vaultAltered(caseNo, faults)] : [];
    await settleFindings(db, { kinds: [vaultKind], caseNos: [caseNo] }, findings);
    throw new CaseFailure(
      'VaultAltered',
      '附件已被改动，不予提供，请联系系统管理员从备份恢复。The file was altered and is not shown; the operator takes it from a backup.',
    );
  };

  /** @throws CaseFailure VaultAltered */
  const bytesOf = (caseNo: string, file: AttachmentRef): Promise<Buffer | null> =>
    readAttachment(db, file).catch((error: unknown) => refuse(caseNo, error));

  void app.register((files, _options, done) => {
    // Nothing but files here: JSON would be parsed before anybody looked at it.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser([...mediaTypes], { parseAs: 'buffer', bodyLimit: fileLimit }, (_request, body, done) =>
      done(null, body),
    );
    files.post(
      '/v1/attachments',
      {
        config: { access: parties },
        // After the limit of requests, before the body: what will not be stored takes no place from others.
        preParsing: async (request, reply) => {
          const caller = callerOf(request);
          const bytes = Number(request.headers['content-length'] ?? 0);
          await requireUploadRoom(db.pool, { uploader: identityOf(caller), bytes }, quotaOf(caller));
          await place(reply, caller);
        },
        bodyLimit: fileLimit,
        schema: {
          tags: ['attachments'],
          summary: '上传附件 Upload a file',
          description:
            '正文即文件（JPEG、PNG、WebP、PDF，最大 10 MB）；每人每日有总量限制，两日内未附入事项者删除。The body is the file itself. There is a limit of a day for each person; a file that no case holds after two days is removed.',
          headers: z.looseObject(forPerson),
          response: { 201: AttachmentRef },
        },
      },
      async (request, reply) => {
        const bytes = request.body as Buffer | undefined;
        if (!bytes || bytes.length === 0) {
          throw new CaseFailure('Malformed', '没有收到文件。The body is empty; send the file as the body.');
        }
        const mediaType = mediaTypeOf(bytes);
        if (mediaType === null || mediaType !== request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()) {
          throw new CaseFailure(
            'UnsupportedMediaType',
            '文件内容与类型不符，仅支持 JPEG、PNG、WebP、PDF。The bytes are not of the type that Content-Type names.',
          );
        }
        const caller = callerOf(request);
        const file = { uploader: identityOf(caller), mediaType, bytes };
        return reply.code(201).send(await storeAttachment(db, file, quotaOf(caller)));
      },
    );
    done();
  });

  app.get(
    '/v1/cases/:caseNo/attachments/:ref',
    {
      config: { access: everyone },
      schema: {
        tags: ['attachments'],
        summary: '查看附件 A file of a case',
        params: z.object({ caseNo: CaseNo, ref: z.string().max(120) }),
      },
    },
    async (request, reply) => {
      const { caseNo, ref } = request.params;
      const caller = callerOf(request);
      const state = await desk.find(caller, caseNo);
      if (caller.kind === 'person' && caller.role === 'administrator') {
        throw new CaseFailure('NotAuthorised', '管理员不能查看事项材料。Administrators do not see what cases hold.');
      }
      const file = await fileOf(caller, caseNo, ref);
      const bytes = file ? await bytesOf(caseNo, file) : null;
      if (!file || !bytes)
        throw new CaseFailure('NotFound', '没有这个附件，或已删除。There is no such file, or it was erased.');
      await looks.handOut(caller, state, 'attachment', ref);
      return reply.type(file.mediaType).header('content-disposition', 'inline').send(bytes);
    },
  );
};
