// Looks a history through before it is replayed: the SDK waits for ever for a task that never ends, and an altered history must not hold up
// whoever checks it.
import type { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';

type History = ReturnType<typeof historyFromJSON>;

/**
 * Why no replay of a history would come to an end; null: one does. The engine keeps back what happens while a task is carried out
 * (`bufferEvent` of its history builder), so that a task's start is followed by its end, or by the run's.
 */
export const taskGap = ({ events }: History): Error | null => {
  if (!events || events.length < 2)
    return new Error('历史在第一个任务之前就中断了。The history ends before its first task.');
  const broken = events.find((event, i) => {
    const next = events[i + 1];
    if (!event.workflowTaskStartedEventAttributes || !next) return false;
    return !(
      next.workflowTaskCompletedEventAttributes ??
      next.workflowTaskFailedEventAttributes ??
      next.workflowTaskTimedOutEventAttributes ??
      next.workflowExecutionTerminatedEventAttributes ??
      next.workflowExecutionTimedOutEventAttributes
    );
  });
  return broken
    ? new Error(
        `历史第 ${broken.eventId} 条所开始的任务没有结束。The task that began with event ${broken.eventId} has no end.`,
      )
    : null;
};
