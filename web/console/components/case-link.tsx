// A case's number as the link to its page, for lists: the router's own Link follows every change of the address in each of fifty rows.
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';

export const CaseLink = ({ caseNo, className }: { caseNo: string; className?: string }) => {
  const router = useRouter();
  const target = { to: '/cases/$caseNo', params: { caseNo } } as const;
  const open = (event: MouseEvent) => {
    // A new tab or window is the browser's to open.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate(target);
  };
  return (
    <a href={`/cases/${encodeURIComponent(caseNo)}`} className={className} onClick={open}>
      {caseNo}
    </a>
  );
};
