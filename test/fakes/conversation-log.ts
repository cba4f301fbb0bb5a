import type { ConversationLog, LogEntry } from "../../services/store/store.ts";

interface Conversation {
  readonly user: string;
  entries: (LogEntry & { id: string })[];
  count: number;
}

/** A conversation log in memory. */
export function fakeConversationLog(): ConversationLog {
  const conversations = new Map<string, Conversation>();
  const latest = new Map<string, string>();

  function known(id: string): Conversation {
    const conversation = conversations.get(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    return conversation;
  }

  return {
    async append(id, activities) {
      const conversation = known(id);
      const fresh = activities.filter((activity) => conversation.entries.every((entry) => entry.id !== activity.id));
      const entries = fresh.map(({ id, activity }) => ({ id, activity, number: ++conversation.count }));
      conversation.entries.push(...entries);
      return entries;
    },
    async after(id, number, limit) {
      return known(id)
        .entries.filter((entry) => entry.number > number)
        .slice(0, limit);
    },
    async last(id) {
      return conversations.get(id)?.count;
    },
    async open(id, user) {
      latest.set(user, id);
      if (conversations.has(id)) return false;
      conversations.set(id, { user, entries: [], count: 0 });
      return true;
    },
    async latest(user) {
      return latest.get(user);
    },
    async of(user) {
      return [...conversations].flatMap(([id, conversation]) => (conversation.user === user ? [id] : []));
    },
    async forgetBefore() {
      return 0;
    },
    async forget(user) {
      for (const conversation of conversations.values()) if (conversation.user === user) conversation.entries = [];
    },
  };
}
