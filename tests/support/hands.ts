// How a person's hands act on a case in the console: open it, press the action's button, fill in the form that its case type asks for,
// and send it. The form is filled by what the API says of the action, as the console itself draws it.
import type { Locator, Page } from 'playwright-core';
import type { CaseAnswer } from '../../api/schemas.ts';
import { drawPhoto } from '../../cli/demo/photo.ts';
import type { Field } from '../../workflows/contract/fields.ts';
import { client, origin, post } from './console.ts';

export type Offered = CaseAnswer['allowed'][number];

/** A photo as a camera leaves it in a file. */
export const photoFile = (bytes: Uint8Array = drawPhoto([120, 140, 90])) => ({
  name: '现场照片.png',
  mimeType: 'image/png',
  buffer: Buffer.from(bytes),
});

export interface Filling {
  input?: Record<string, unknown>;
  reason?: string | undefined;
  /** For fields of kind attachments: a photo for each reference. */
  photos?: ReadonlyMap<string, Uint8Array>;
}

/** Ant Design parts two Chinese characters on a button. */
export const named = (words: string): RegExp => new RegExp(`^${[...words].join('\\s?')}$`);

let names: Promise<ReadonlyMap<string, string>> | undefined;

const unitName = async (path: string): Promise<string> => {
  names ??= client
    .get<{ items: { path: string; name: string }[] }>(post('zone'), '/v1/org')
    .then(({ items }) => new Map(items.map((unit) => [unit.path, unit.name])));
  return (await names).get(path) ?? path;
};

/** Chooses in a unit picker: found by its path, which no other unit has; chosen by its name. */
export const chooseUnit = async (picker: Locator, path: string): Promise<void> => {
  await picker.fill(path);
  const dropdown = picker.page().locator('.ant-tree-select-dropdown').filter({ visible: true });
  // What is found is told with what it lies in: 崔庄村 · 永福街道.
  await dropdown.getByText(new RegExp(`^${await unitName(path)}( · |$)`)).click();
  await dropdown.waitFor({ state: 'hidden' });
};

/** The form's dialog. */
export const dialogOf = (page: Page): Locator => page.getByRole('dialog').filter({ has: page.locator('form') });

/** Answers a question that the console asks. */
export const answer = async (page: Page, question: string, button: string): Promise<void> => {
  const asked = page.getByRole('dialog').filter({ has: page.getByText(question) });
  await asked.getByRole('button', { name: named(button) }).click();
  await asked.waitFor({ state: 'hidden' });
};

export const openCase = async (page: Page, caseNo: string): Promise<void> => {
  const address = `${origin}/cases/${caseNo}`;
  if (page.url() !== address) await page.goto(address);
  await page.getByRole('heading', { level: 1 }).filter({ hasText: caseNo }).waitFor();
};

/** Presses the button of an action on a case's page. */
export const begin = async (page: Page, offered: Offered): Promise<Locator> => {
  const main = page.getByRole('main');
  // A card that asks for an answer offers it as well; either button opens the same form.
  const button = main.getByRole('button', { name: offered.label.zh, exact: true }).first();
  const more = main.getByRole('button', { name: /更多/ });
  await button.or(more).first().waitFor();
  if (await button.isVisible()) await button.click();
  else {
    // On a phone the other actions come in a drawer.
    await more.click();
    await page.getByRole('dialog').getByRole('button', { name: offered.label.zh, exact: true }).click();
  }
  const dialog = dialogOf(page);
  await dialog.waitFor();
  return dialog;
};

export const fill = async (
  dialog: Locator,
  { fields }: Offered,
  { input = {}, reason, photos }: Filling,
): Promise<void> => {
  for (const [name, value] of Object.entries(input)) {
    const field = fields[name];
    if (!field) throw new Error(`The form has no field ${name}: ${Object.keys(fields).join(', ')}.`);
    await fillField(dialog, name, field, value, photos);
  }
  if (reason !== undefined) await dialog.locator('#field-reason').fill(reason);
};

/** Sends the form and waits until the console says that it is done; closes the dialog. */
export const send = async (dialog: Locator): Promise<void> => {
  await dialog.getByRole('button', { name: named('提交') }).click();
  await finished(dialog);
};

/** Waits until an act that was sent is done; closes the dialog, unless it closed by itself because nothing is to be read. */
export const finished = async (dialog: Locator): Promise<void> => {
  const outcome = dialog.page().getByRole('dialog').getByRole('status').filter({ hasText: '已办理' });
  await dialog.waitFor({ state: 'hidden' }).catch(async (cause: unknown) => {
    throw new Error(`The form is still there, and says:\n${await dialog.textContent()}`, { cause });
  });
  if (!(await outcome.isVisible())) return;
  await outcome.getByRole('button', { name: named('关闭') }).click();
  await outcome.waitFor({ state: 'hidden' });
};

/** One act from the button to its outcome. */
export const act = async (page: Page, caseNo: string, offered: Offered, filling: Filling): Promise<void> => {
  await openCase(page, caseNo);
  const dialog = await begin(page, offered);
  await fill(dialog, offered, filling);
  await send(dialog);
};

const fillField = async (
  dialog: Locator,
  name: string,
  field: Field,
  value: unknown,
  photos: Filling['photos'],
): Promise<void> => {
  const control = dialog.locator(`#field-${name}`);
  const row = dialog.locator(`[data-field="field-${name}"]`);
  switch (field.kind) {
    case 'choice': {
      const label = field.options.find((option) => option.value === value)?.label.zh ?? '';
      const radio = row.getByRole('radio', { name: label, exact: true });
      // The dialog is there before its form: what is counted now would be nothing.
      await row.waitFor();
      if ((await radio.count()) > 0) return radio.check();
      await control.click();
      return dialog.page().locator('.ant-select-dropdown').getByTitle(label, { exact: true }).click();
    }
    case 'boolean':
      return row.getByRole('radio', { name: value ? '是' : '否', exact: true }).check();
    case 'unit':
      return chooseUnit(control, String(value));
    case 'instant': {
      const beijing = new Date(Date.parse(String(value)) + 8 * 3_600_000).toISOString().slice(0, 16);
      return control.fill(beijing);
    }
    case 'attachments': {
      const files = (value as string[]).map((ref) => photoFile(photos?.get(ref)));
      await row.locator('input[type=file]').first().setInputFiles(files);
      return row.locator('.ant-spin').waitFor({ state: 'hidden' });
    }
    default:
      return control.fill(String(value));
  }
};
