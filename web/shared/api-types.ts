// Made from openapi.json by `npm run gen`: the types of the API, for `openapi-fetch`. Do not edit.
export interface paths {
  "/livez": {
    /** 存活 Alive */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            status: "alive";
          };
        } };
      };
    };
  };
  "/readyz": {
    /** 就绪 Ready */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Readiness"];
        } };
        503: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Readiness"];
        } };
      };
    };
  };
  "/v1/sign-in": {
    /** 登录 Sign in */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": ({
          username: string;
          password: string;
          /** cookie: for pages of this system; the token comes as a cookie that no script can read. */
          session?: "token" | "cookie";
          /** 用作大屏 For a wall screen: valid for 90 days, used or not, and only for what the command hall asks. */
          wall?: boolean;
        }) | ({
          caseNo: string;
          secret: string;
          /** cookie: for pages of this system; the token comes as a cookie that no script can read. */
          session?: "token" | "cookie";
        });
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["SignedIn"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/sign-out": {
    /** 退出 Sign out */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** For whom the request was written (`person` of GET /v1/me): refused when anybody else is signed in. */
          "x-caseloop-person"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/me": {
    /** 我是谁 Who am I */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Me"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/me/password": {
    /** 修改自己的密码 Change one’s own password */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          current: string;
          next: string;
        };
      } };
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases": {
    /** 受理 Receive a request */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** Required. 8 to 100 visible ASCII characters. */
          "idempotency-key"?: string;
          /** respond-async (RFC 7240): answer with the receipt at once, as a channel that hands over many requests needs. */
          prefer?: string;
          /** For whom the request was written (`person` of GET /v1/me): refused when anybody else is signed in. */
          "x-caseloop-person"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          source: "hotline" | "grid" | "online" | "petition" | "patrol" | "leader";
          category: string;
          /** Where it happens: a county, street, community or grid. */
          area: string;
          description: string;
          urgency?: "emergency" | "urgent" | "normal" | "complex";
          /** The case type; decided by the category when absent, which a type must claim then. */
          type?: string;
          /** Who reports it, and how to reach them. */
          reporter?: string;
          place?: string;
          /** References from POST /v1/attachments. */
          attachments?: (string)[];
          /** A rehearsal: its time may be skipped, and no statistics count it. */
          rehearsal?: boolean;
        };
      } };
      responses: {
        201: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Received"];
        } };
        202: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Accepted"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 事项列表 The work list */
    get: {
      parameters: {
        query?: {
          phase?: "discovery" | "transfer" | "disposal" | "feedback" | "review";
          step?: string;
          type?: string;
          source?: "hotline" | "grid" | "online" | "petition" | "patrol" | "leader";
          /** Cases in which this unit, or one below it, has a part. */
          unit?: string;
          /** Cases that happened in this very unit, not in one below it. */
          area?: string;
          /** Cases that this very unit answers for. */
          responsible?: string;
          /** Cases that this very unit must act on: it answers for them, or goes on working after an escalation. */
          acting?: string;
          status?: "open" | "closed" | "archived";
          overdue?: string;
          /** A card stands until it is answered. */
          supervised?: string;
          dueBefore?: string;
          /** Whether this very case is among what is asked for; what comes is one line or none. */
          caseNo?: string;
          /** Part of a case number, or words, as far as the caller may read them. A whole number finds its case, whatever else is asked. */
          q?: string;
          /** List rehearsals instead of real cases. */
          rehearsals?: string;
          /** By time left, or the latest first. */
          sort?: "slack" | "-received";
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["CaseList"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}": {
    /** 事项 A case */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Case"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/reports": {
    /** 我的上报 What I reported, the latest first */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["Report"])[];
            next: (string) | (null);
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/events": {
    /** 台账 The ledger of a case */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["EventList"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/clock": {
    /** 时限推算 How each deadline comes about, line by line */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            caseNo: string;
            seq: number;
            clocks: (components['schemas']["Derivation"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/as-of": {
    /** 某一时刻的状态 The state at an instant */
    get: {
      parameters: {
        query: {
          /** An instant, 2026-11-23T02:00:00Z */
          at: string;
        };
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Case"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/ledger": {
    /** 台账原文 The ledger to the letter, for checking it without trusting the server */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["LedgerRow"])[];
            /** Names of the persons that these rows name. */
            people: Record<string, string>;
            next: (string) | (null);
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/ledger.jsonl": {
    /** 导出台账 The ledger as a file, one event a line, as `caseloop export` writes it */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/runs": {
    /** 运行清单 The runs of the case’s workflow */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["RunOfCase"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/runs/{run}/history.json": {
    /** 导出运行历史 The engine’s history of a run as a file, as `caseloop export` writes it */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
          run: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/replay": {
    /** 三方对账 Check a case three ways: ledger, read model, replay of the engine’s histories */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Verdict"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/looks": {
    /** 查看留痕 Who looked at a case, the latest first */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["Look"])[];
            next: (string) | (null);
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/actions/{action}": {
    /** 办理 Act on a case */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** Required. 8 to 100 visible ASCII characters. */
          "idempotency-key"?: string;
          /** The ETag that the decision rests on; refused when the case has moved on. */
          "if-match"?: string;
          /** For whom the request was written (`person` of GET /v1/me): refused when anybody else is signed in. */
          "x-caseloop-person"?: string;
        };
        path: {
          caseNo: string;
          action: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          input?: Record<string, unknown>;
          reason?: (string) | (null);
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Case"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/attachments/{ref}": {
    /** 查看附件 A file of a case */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
          ref: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "image/jpeg": Blob;
          "image/png": Blob;
          "image/webp": Blob;
          "application/pdf": Blob;
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/cases/{caseNo}/rehearsal/advance": {
    /** 演练：让时间前进 Let time pass in a rehearsal */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          caseNo: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          /** ISO 8601, such as PT3H or P15D; at most P200D */
          duration: string;
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Case"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/stats/overview": {
    /** 总览 Overview */
    get: {
      parameters: {
        query?: {
          /** Only cases in which this unit, or one below it, has a part. */
          unit?: string;
          from?: string;
          to?: string;
          rehearsals?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Overview"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/stats/hall": {
    /** 指挥大厅 What the command hall shows */
    get: {
      parameters: {
        query?: {
          /** One below your own; your own unless told. */
          unit?: string;
          rehearsals?: string;
          /** China's date from which receptions are added up; all unless told. */
          from?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Hall"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/stats/hours": {
    /** 分时走势 Receptions and closings by hour of the last whole days */
    get: {
      parameters: {
        query?: {
          /** One below your own; your own unless told. */
          unit?: string;
          rehearsals?: string;
          days?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["PastHour"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/stream": {
    /** 实时动态 News of cases as they happen */
    get: {
      parameters: {
        query?: {
          /** As Last-Event-ID, for who cannot send headers. */
          after?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/stats/overdue": {
    /** 超期与临期，按责任单位 What is late or soon, by the unit that answers */
    get: {
      parameters: {
        query?: {
          rehearsals?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["OverdueFigures"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/overdue": {
    /** 督办清单，最急的在前 Cases that are late, soon or carry a card, the latest first */
    get: {
      parameters: {
        query?: {
          /** One reason to watch a case; any of them unless told. */
          slip?: "overdue" | "today" | "soon" | "red" | "yellow" | "replyOverdue" | "raised";
          /** Answered for by this unit or one below it. */
          within?: string;
          /** Answered for by this very unit. */
          responsible?: string;
          /** Answered for by somebody outside your own unit. */
          outside?: string;
          /** Of the unit that answers. */
          level?: ("city" | "county" | "street" | "community" | "grid") | ("department");
          /** Reached on the ladder; the last one stands for all beyond. */
          rung?: number;
          /** Whether this very case is among what is asked for; what comes is one line or none. */
          caseNo?: string;
          rehearsals?: string;
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["SlippingList"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/actions/{action}/preview": {
    /** 批量办理预览 Which of several cases allow an action */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          action: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          caseNos: (string)[];
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["ActionPreview"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/views": {
    /** 我保存的视图 My saved views of the work list */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["SavedView"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/views/{name}": {
    /** 保存视图 Keep a view */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          /** The filters as the page's address has them, without ?. */
          search: string;
        };
      } };
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 删除视图 Remove a view */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/org": {
    /** 组织树 The org tree */
    get: {
      parameters: {
        query?: {
          /** Only this unit and what is below it. */
          under?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["Unit"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/org/staffing": {
    /** 在岗情况 How each unit is staffed now */
    get: {
      parameters: {
        query?: {
          /** Your own county unless told. */
          under?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["Staffing"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/org/{path}/changes": {
    /** 变更记录 What was changed about a unit, its people and its roster, the latest first */
    get: {
      parameters: {
        query?: {
          limit?: number;
        };
        header?: never;
        path: {
          path: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["OrgChange"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/org/{path}": {
    /** 新增、更名或恢复单位 Enter, rename or revive a unit */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          path: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          name: string;
          /** Of a grid; kept as it is when absent. */
          gridClass?: "urban" | "rural" | "special";
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Unit"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 停用单位 Deactivate a unit */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          path: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: Record<string, unknown>; content?: never };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/org/{path}/duty": {
    /** 值班表 The roster of a unit */
    get: {
      parameters: {
        query: {
          from: string;
          to: string;
        };
        header?: never;
        path: {
          path: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["Duty"])[];
            mayArrange: boolean;
            /** Who can be put on duty here, the nearest first; empty for those who may not arrange it. */
            standIns: ({
              person: string;
              name: string;
              unit: string;
            })[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 排班 Put a person on duty */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          path: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          person: string;
          from: string;
          to: (string) | (null);
        };
      } };
      responses: {
        201: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Duty"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/org/{path}/duty/{id}/end": {
    /** 结束或取消值班 End duty, or call off one that has not begun */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          path: string;
          id: number;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          /** Now unless told. */
          at?: string;
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Duty"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/people": {
    /** 人员 People */
    get: {
      parameters: {
        query?: {
          /** Only this unit and what is below it; your own unit when absent. */
          under?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["Person"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 新增人员 Enter a person */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          name: string;
          unit: string;
          role: "gridWorker" | "community" | "street" | "county" | "city" | "department" | "auditor" | "administrator" | "resident" | "system";
          post: "fullTime" | "partTime" | "gridHead" | "instructor" | "officer";
        };
      } };
      responses: {
        201: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Person"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/people/{person}": {
    /** 更名、改岗、停用或恢复人员 Rename a person, change their post, take them out of service or back */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          person: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          name?: string;
          post?: "fullTime" | "partTime" | "gridHead" | "instructor" | "officer";
          active?: boolean;
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            person: string;
            name: string;
            unit: string;
            role: "gridWorker" | "community" | "street" | "county" | "city" | "department" | "auditor" | "administrator" | "resident" | "system";
            /** fullTime, partTime, gridHead, instructor or officer. */
            post: string;
            active: boolean;
            /** Null: may not sign in. */
            username: (string) | (null);
            /** Open cases of the unit, when nobody in service or on duty is left there. */
            unanswered: number;
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/people/{person}/sign-in": {
    /** 开通登录或重置密码 Let a person sign in, or give them a new password */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          person: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          username: string;
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["NewSignIn"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/calendars": {
    /** 工作日历清单 The working calendars */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: ({
              name: string;
              version: number;
              years: (string)[];
              /** The caller may publish its next version. */
              mine: boolean;
            })[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/calendars/{name}": {
    /** 工作日历 A working calendar */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["WorkingCalendar"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 发布日历新版本 Publish the next version */
    put: {
      parameters: {
        query?: {
          dryRun?: string;
        };
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          version: number;
          utcOffsetMinutes: number;
          weekdays: (number)[];
          hours: ({
            from: string;
            to: string;
          })[];
          years: Record<string, {
            notice: string;
            off: ({
              date: string;
              name: string;
            })[];
            work: ({
              date: string;
              name: string;
            })[];
          }>;
        };
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["CalendarAdopted"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/calendars/{name}/versions": {
    /** 日历版本 The versions of a calendar, the latest first */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["CalendarVersion"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/calendars/{name}/versions/{version}/moved": {
    /** 日历版本引起的时限变动 The deadlines that a version moved, within the caller’s scope */
    get: {
      parameters: {
        query?: {
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          name: string;
          version: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["MovedCase"])[];
            /** Cases that took the version over. */
            adopted: number;
            /** Those of them in which a deadline moved. */
            moved: number;
            next: (string) | (null);
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/calendars/{name}/derive": {
    /** 推算时限 Derive a deadline */
    get: {
      parameters: {
        query: {
          start: string;
          amount: number;
          unit: "hour" | "workingHour" | "workingDay" | "calendarDay";
        };
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["Derivation"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/case-types": {
    /** 事项类型 The case types, each in its latest version */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["ListedCaseType"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
    /** 发布事项类型 Publish a case type */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": Record<string, unknown>;
      } };
      responses: {
        201: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["PublishedCaseType"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/case-types/{name}/{version}": {
    /** 事项类型的某一版本 One version of a case type */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
          version: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["PublishedCaseType"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/case-types/{name}": {
    /** 事项类型的各版本 The versions of a case type, the latest first */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": {
            items: (components['schemas']["CaseTypeVersion"])[];
          };
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/case-types/check": {
    /** 检查事项类型 Check a case type without publishing it */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": Record<string, unknown>;
      } };
      responses: {
        200: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["CheckedCaseType"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
  "/v1/attachments": {
    /** 上传附件 Upload a file */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** For whom the request was written (`person` of GET /v1/me): refused when anybody else is signed in. */
          "x-caseloop-person"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "image/jpeg": Blob;
        "image/png": Blob;
        "image/webp": Blob;
        "application/pdf": Blob;
      } };
      responses: {
        201: { headers: Record<string, unknown>; content: {
          "application/json": components['schemas']["AttachmentRef"];
        } };
        '4XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
        '5XX': { headers: Record<string, unknown>; content: {
          "application/problem+json": components['schemas']["Problem"];
        } };
      };
    };
  };
}
export interface components {
  schemas: {
    /** Received for certain; it will be opened as soon as the engine is back. */
    Accepted: {
      caseNo: string;
      receipt: components['schemas']["Receipt"];
      notice: string;
    };
    ActionPreview: {
      /** The form, when one of the cases allows the action. */
      offered: ({
        action: string;
        label: components['schemas']["Label"];
        reason: "required" | "optional";
        fields: Record<string, components['schemas']["Field"]>;
      }) | (null);
      items: ({
        caseNo: string;
        /** For If-Match; null when the caller sees no such case. */
        etag: (string) | (null);
        /** What stands against it; null: it may be done. */
        why: (string) | (null);
      })[];
    };
    AttachmentRef: {
      ref: string;
      sha256: string;
      mediaType: "image/jpeg" | "image/png" | "image/webp" | "application/pdf";
      bytes: number;
    };
    CalendarAdopted: {
      calendar: components['schemas']["WorkingCalendar"];
      /** Deadlines that moved. */
      moved: ({
        clock: "case" | "step" | "reply";
        from: (string) | (null);
        to: (string) | (null);
        caseNo: string;
      })[];
      /** Cases that follow it now with all deadlines as before. */
      unmoved: number;
      /** Cases that could not be reached. A worker tells them once they can be; PUT the same version again to go on with them at once. */
      pending: (string)[];
      /** False: a dry run, nothing changed. */
      published: boolean;
      /** False: a dry run that looked at the first 10,000 open cases only. */
      complete: boolean;
    };
    CalendarVersion: {
      calendar: components['schemas']["WorkingCalendar"];
      publishedAt: string;
      publishedBy: {
        id: string;
        name: (string) | (null);
      };
    };
    Case: {
      caseNo: string;
      seq: number;
      status: "open" | "closed" | "archived";
      outcome: ("resolved" | "withdrawn") | (null);
      phase: "discovery" | "transfer" | "disposal" | "feedback" | "review";
      step: string;
      stepLabel: components['schemas']["Label"];
      typeLabel: components['schemas']["Label"];
      source: "hotline" | "grid" | "online" | "petition" | "patrol" | "leader";
      category: string;
      urgency: "emergency" | "urgent" | "normal" | "complex";
      area: string;
      areaName: string;
      card: ("yellow" | "red") | (null);
      satisfaction: ("verySatisfied" | "satisfied" | "basicallySatisfied" | "dissatisfied") | (null);
      rehearsal: boolean;
      receivedAt: string;
      closedAt: (string) | (null);
      etag: string;
      type: {
        name: string;
        version: number;
        hash: string;
      };
      responsible: components['schemas']["Responsible"];
      /** The party that goes on working after an escalation. */
      handler: (components['schemas']["UnitName"]) | (null);
      /** Since when the responsible party has it. */
      since: string;
      /** The case's own present; virtual for a rehearsal. */
      now: string;
      clocks: (components['schemas']["Clock"])[];
      supervision: ({
        card: "yellow" | "red";
        by: string;
        at: string;
        replied: boolean;
      }) | (null);
      request: (components['schemas']["PendingRequest"]) | (null);
      suspension: ({
        since: string;
        until: string;
        approvedBy: string;
      }) | (null);
      contested: boolean;
      /** How often it was urged on. */
      urges: number;
      hops: number;
      returns: number;
      /** Null for roles that may not read texts. */
      texts: ({
        description: (string) | (null);
        place: (string) | (null);
        /** Masked for those who do not work on the case. */
        reporter: (string) | (null);
      }) | (null);
      attachments: (components['schemas']["AttachmentRef"])[];
      /** What the system found wrong with it and nobody has settled; for those who answer for others only. */
      incidents: ({
        kind: string;
        at: string;
        what: string;
      })[];
      /** What the caller may do now. */
      allowed: (components['schemas']["OfferedAction"])[];
    };
    CaseList: {
      items: (components['schemas']["WorkListItem"])[];
      next: (string) | (null);
    };
    CaseListItem: {
      caseNo: string;
      seq: number;
      status: "open" | "closed" | "archived";
      outcome: ("resolved" | "withdrawn") | (null);
      phase: "discovery" | "transfer" | "disposal" | "feedback" | "review";
      step: string;
      source: "hotline" | "grid" | "online" | "petition" | "patrol" | "leader";
      category: string;
      urgency: "emergency" | "urgent" | "normal" | "complex";
      area: string;
      areaName: string;
      card: ("yellow" | "red") | (null);
      satisfaction: ("verySatisfied" | "satisfied" | "basicallySatisfied" | "dissatisfied") | (null);
      rehearsal: boolean;
      receivedAt: string;
      closedAt: (string) | (null);
      type: string;
      responsible: components['schemas']["UnitName"];
      due: (string) | (null);
      overdue: boolean;
      slackMs: (number) | (null);
    };
    CaseTypeDefinition: {
      name: string;
      version: number;
      label: components['schemas']["Label"];
      summary: components['schemas']["Label"];
      categories: (string)[];
      initial: string;
      steps: Record<string, {
        phase: "discovery" | "transfer" | "disposal" | "feedback" | "review";
        label: components['schemas']["Label"];
        owner: (("keep") | ("sender") | ({
          input: string;
        }) | ({
          area: "city" | "county" | "street" | "community" | "grid";
        }) | ({
          department: string;
        })) | ({
          bySource: Record<string, ("keep") | ("sender") | ({
            input: string;
          }) | ({
            area: "city" | "county" | "street" | "community" | "grid";
          }) | ({
            department: string;
          })>;
          otherwise: ("keep") | ("sender") | ({
            input: string;
          }) | ({
            area: "city" | "county" | "street" | "community" | "grid";
          }) | ({
            department: string;
          });
        });
        limit: (components['schemas']["TimeLimit"]) | ({
          emergency: components['schemas']["TimeLimit"];
          urgent: components['schemas']["TimeLimit"];
          normal: components['schemas']["TimeLimit"];
          complex: components['schemas']["TimeLimit"];
        });
        actions: Record<string, {
          kind: "verify" | "resolveOnSpot" | "dispatch" | "advance" | "complete" | "reply" | "callBack" | "redo" | "review" | "close";
          label: components['schemas']["Label"];
          routes: ({
            when?: {
              field: string;
              is: (string)[];
            };
            to: string;
          })[];
          by: ("responsible" | "handler" | "dispatcher" | "superior" | "involved" | "resident" | "system")[];
          fields: Record<string, components['schemas']["Field"]>;
          reason: "required" | "optional";
        }>;
      }>;
      limit: (components['schemas']["TimeLimit"]) | ({
        emergency: components['schemas']["TimeLimit"];
        urgent: components['schemas']["TimeLimit"];
        normal: components['schemas']["TimeLimit"];
        complex: components['schemas']["TimeLimit"];
      });
      ladder: ({
        remindAt: number;
        raises: (components['schemas']["TimeLimit"])[];
        again?: components['schemas']["TimeLimit"];
      }) | ({
        emergency: {
          remindAt: number;
          raises: (components['schemas']["TimeLimit"])[];
          again?: components['schemas']["TimeLimit"];
        };
        urgent: {
          remindAt: number;
          raises: (components['schemas']["TimeLimit"])[];
          again?: components['schemas']["TimeLimit"];
        };
        normal: {
          remindAt: number;
          raises: (components['schemas']["TimeLimit"])[];
          again?: components['schemas']["TimeLimit"];
        };
        complex: {
          remindAt: number;
          raises: (components['schemas']["TimeLimit"])[];
          again?: components['schemas']["TimeLimit"];
        };
      });
      supervisionReply: components['schemas']["TimeLimit"];
      reopenWithin: components['schemas']["TimeLimit"];
      reopenAt: string;
    };
    CaseTypeVersion: {
      version: number;
      hash: string;
      publishedAt: string;
      publishedBy: {
        id: string;
        name: (string) | (null);
      };
      /** Open cases within the caller’s scope that carry it. */
      open: number;
    };
    CheckedCaseType: {
      findings: ({
        pointer: string;
        code: string;
        zh: string;
        en: string;
      })[];
      /** How its number stands to what is published: the next one, published already with this very content, published with another, or none of these. Null while there are findings. */
      version: ("next" | "known" | "conflict" | "skips") | (null);
      /** The latest published version of that name. */
      latest: (number) | (null);
      /** The only number that can be published. */
      next: (number) | (null);
      /** The city or county whose type it is; of a new one: whose it would be. */
      owner: (string) | (null);
      hash: (string) | (null);
    };
    Clock: {
      name: "case" | "step" | "reply";
      limit: components['schemas']["TimeLimit"];
      /** The working calendar that it follows. */
      calendar: string;
      startedAt: string;
      /** Null while the clock is stopped. */
      due: (string) | (null);
      /** The calendar of a year on the way is not published yet. */
      provisional: boolean;
      overdue: boolean;
      /** Milliseconds left until due; negative when overdue. */
      slackMs: (number) | (null);
      /** What the ladder does next, and when: a reminder, the overdue mark, a level up. */
      next: ({
        kind: "remind" | "overdue" | "raise";
        at: string;
      }) | (null);
    };
    /** How a deadline comes about, line by line. */
    Derivation: {
      clock: "case" | "step" | "reply";
      limit: components['schemas']["TimeLimit"];
      startedAt: string;
      calendar: {
        name: string;
        version: number;
        notices: (string)[];
      };
      lines: ({
        from: string;
        to: string;
        effect: "counted" | "excluded" | "mark";
        amount: number;
        why: string;
      })[];
      due: (string) | (null);
      provisional: boolean;
    };
    Duty: {
      id: number;
      unit: string;
      person: string;
      name: string;
      post: string;
      from: string;
      /** Null: until further notice. */
      to: (string) | (null);
    };
    Event: {
      seq: number;
      type: "received" | "verified" | "resolvedOnSpot" | "dispatched" | "advanced" | "completed" | "replied" | "calledBack" | "redone" | "reviewed" | "closed" | "takenOver" | "returned" | "arbitrated" | "reassigned" | "escalated" | "urged" | "supervised" | "supervisionReplied" | "extensionRequested" | "extensionApproved" | "extensionRefused" | "suspensionRequested" | "suspended" | "suspensionRefused" | "resumed" | "reopened" | "withdrawn" | "noted" | "attached" | "reminded" | "markedOverdue" | "raised" | "cardRaised" | "calendarAdopted" | "archived";
      at: string;
      person: {
        id: string;
        name: (string) | (null);
      };
      unit: components['schemas']["UnitName"];
      authority: {
        role: "gridWorker" | "community" | "street" | "county" | "city" | "department" | "auditor" | "administrator" | "resident" | "system";
        unit: string;
        name: string;
        basis: "duty" | "receipt" | "system";
      };
      /** Null when there is none, it was erased, or the caller may not read it. */
      reason: (string) | (null);
      /** Texts of the input by field. */
      texts: Record<string, (string) | (null)>;
      /** Files that came with it, as far as the caller may see them. */
      files: (components['schemas']["AttachmentRef"])[];
      commandId: (string) | (null);
      data: Record<string, unknown>;
      prev: string;
      hash: string;
    };
    EventList: {
      items: (components['schemas']["Event"])[];
      next: (string) | (null);
    };
    Field: ({
      kind: "choice";
      label: components['schemas']["Label"];
      required: boolean;
      options: ({
        value: string;
        label: components['schemas']["Label"];
      })[];
    }) | ({
      kind: "text";
      label: components['schemas']["Label"];
      required: boolean;
      max: number;
    }) | ({
      kind: "unit";
      label: components['schemas']["Label"];
      required: boolean;
    }) | ({
      kind: "integer";
      label: components['schemas']["Label"];
      required: boolean;
      min: number;
      max: number;
    }) | ({
      kind: "boolean";
      label: components['schemas']["Label"];
      required: boolean;
    }) | ({
      kind: "instant";
      label: components['schemas']["Label"];
      required: boolean;
    }) | ({
      kind: "attachments";
      label: components['schemas']["Label"];
      required: boolean;
      max: number;
    });
    Hall: {
      /** When all of this was so. */
      at: string;
      /** Since `from`, as everything up to `receivedBySource`. */
      received: number;
      closed: number;
      /** Closed ones that were never overdue. */
      onTime: number;
      /** Closed ones by what the resident said last. */
      satisfaction: Record<string, number>;
      receivedBySource: Record<string, number>;
      /** All open cases. */
      now: {
        open: number;
        overdue: number;
        /** Due within one working day and not overdue. */
        soon: number;
        withResponsible: number;
        yellow: number;
        red: number;
      };
      byPhase: Record<string, {
        open: number;
        overdue: number;
        /** Due within one working day and not overdue. */
        soon: number;
      }>;
      /** The eight units that answer for the most overdue cases, then for the most open ones. */
      units: ({
        open: number;
        overdue: number;
        /** Due within one working day and not overdue. */
        soon: number;
        unit: string;
      })[];
      /** Open ones by the place where it happened, mostly grids. */
      byArea: Record<string, {
        open: number;
        overdue: number;
        /** Due within one working day and not overdue. */
        soon: number;
      }>;
      /** Since China's midnight; rehearsals by when they were recorded. */
      today: {
        received: number;
        /** Cases that a closing of today has closed: those closed again count once. */
        closed: number;
        /** Sent back: returned, redone, reopened, or into an earlier phase. */
        returned: number;
        bySource: Record<string, number>;
        moves: ({
          from: ("discovery" | "transfer" | "disposal" | "feedback" | "review" | "closed") | (null);
          to: "discovery" | "transfer" | "disposal" | "feedback" | "review" | "closed";
          back: boolean;
          cases: number;
        })[];
        /** Receptions and closings, each as it happened. */
        hours: ({
          received: number;
          closed: number;
        })[];
      };
      /** The 40 that are overdue for the longest, then those that are due within one working day. */
      pressing: ({
        overdue: boolean;
        caseNo: string;
        type: string;
        phase: "discovery" | "transfer" | "disposal" | "feedback" | "review";
        urgency: "emergency" | "urgent" | "normal" | "complex";
        area: string;
        responsible: string;
        due: (string) | (null);
        card: ("yellow" | "red") | (null);
      })[];
      /** The latest 40 of the last three days. */
      news: ({
        caseNo: string;
        seq: number;
        type: "received" | "verified" | "resolvedOnSpot" | "dispatched" | "advanced" | "completed" | "replied" | "calledBack" | "redone" | "reviewed" | "closed" | "takenOver" | "returned" | "arbitrated" | "reassigned" | "escalated" | "urged" | "supervised" | "supervisionReplied" | "extensionRequested" | "extensionApproved" | "extensionRefused" | "suspensionRequested" | "suspended" | "suspensionRefused" | "resumed" | "reopened" | "withdrawn" | "noted" | "attached" | "reminded" | "markedOverdue" | "raised" | "cardRaised" | "calendarAdopted" | "archived";
        at: string;
        phase: "discovery" | "transfer" | "disposal" | "feedback" | "review" | "closed";
        area: string;
        responsible: string;
      })[];
    };
    Label: {
      zh: string;
      en: string;
    };
    LedgerRow: {
      seq: number;
      /** Canonical JSON (RFC 8785), to the letter as it was hashed, without its hash. */
      body: string;
      /** SHA-256 of the body, as the row says. */
      hash: string;
      /** The row bears the HMAC of this system, whose key is outside the database. */
      sealed: boolean;
      recordedAt: string;
    };
    ListedCaseType: {
      hash: string;
      definition: components['schemas']["CaseTypeDefinition"];
      /** The city or county whose type it is: offered there and in all that is below. */
      owner: string;
      /** The caller may publish its next version. */
      mine: boolean;
    };
    Look: {
      id: number;
      at: string;
      /** Its words, a file of it, its ledger; its ledger and its histories as files. */
      kind: "case" | "attachment" | "ledger" | "ledgerFile" | "historyFile";
      /** An attachment's reference, a run's number; null: there is one. */
      part: (string) | (null);
      by: {
        /** `resident`: whoever holds the receipt. */
        person: string;
        name: (string) | (null);
        role: "gridWorker" | "community" | "street" | "county" | "city" | "department" | "auditor" | "administrator" | "resident" | "system";
        /** In whose name they looked; of a resident, the area that they live in. */
        unit: string;
        unitName: string;
      };
    };
    Me: ({
      kind: "person";
      person: string;
      name: string;
      unit: string;
      role: "gridWorker" | "community" | "street" | "county" | "city" | "department" | "auditor" | "administrator" | "resident" | "system";
      /** Signed in on a wall: it shows the command hall and may do nothing else. */
      wall: boolean;
    }) | ({
      kind: "resident";
      caseNo: string;
    });
    MovedCase: {
      caseNo: string;
      /** The event of the ledger that says so. */
      seq: number;
      at: string;
      status: "open" | "closed" | "archived";
      rehearsal: boolean;
      moved: ({
        clock: "case" | "step" | "reply";
        from: (string) | (null);
        to: (string) | (null);
      })[];
    };
    /** The password is shown this once and kept as a hash only. */
    NewSignIn: {
      person: string;
      username: string;
      password: string;
    };
    OfferedAction: {
      action: string;
      label: components['schemas']["Label"];
      reason: "required" | "optional";
      fields: Record<string, components['schemas']["Field"]>;
      /** Who answers for the case once it is done; null: as now, or the form decides it. */
      to: (components['schemas']["Responsible"]) | (null);
    };
    OrgChange: {
      id: number;
      kind: "unitEntered" | "unitRenamed" | "unitDeactivated" | "unitRevived" | "personEntered" | "personChanged" | "personDeactivated" | "personRevived" | "signInGiven" | "passwordChanged" | "dutyEntered" | "dutyEnded";
      at: string;
      by: {
        person: string;
        name: (string) | (null);
      };
      /** Name of the person that it is about. */
      about: (string) | (null);
      /** User names are told to administrators only. */
      detail: Record<string, (string) | (null)>;
    };
    OverdueFigures: {
      at: string;
      /** Where one working day from now ends: what is due before it is soon. */
      soonBefore: string;
      /** A line for each unit that answers for open cases and each rung that they reached. */
      items: (components['schemas']["UnitSlips"])[];
    };
    Overview: {
      received: number;
      closed: number;
      /** Closed of received, 0 to 1; null when none was received. */
      closureRate: (number) | (null);
      open: number;
      /** Open ones whose responsible party is in service and has people or somebody on duty. */
      withResponsible: number;
      overdue: number;
      /** Closed ones that were never overdue. */
      onTime: number;
      onTimeRate: (number) | (null);
      bySource: Record<string, number>;
      /** Open ones. */
      byPhase: Record<string, number>;
      /** Open ones by the very unit that is responsible. */
      byUnit: Record<string, number>;
      /** Open ones by every unit that is responsible itself or through a unit below it. */
      byBranch: Record<string, number>;
      byType: Record<string, number>;
    };
    PastHour: {
      day: string;
      hour: number;
      received: number;
      closed: number;
    };
    PendingRequest: ({
      kind: "extension";
      by: string;
      at: string;
      clock: "case" | "step";
      limit: components['schemas']["TimeLimit"];
    }) | ({
      kind: "suspension";
      by: string;
      at: string;
      until: string;
    });
    Person: {
      person: string;
      name: string;
      unit: string;
      role: "gridWorker" | "community" | "street" | "county" | "city" | "department" | "auditor" | "administrator" | "resident" | "system";
      /** fullTime, partTime, gridHead, instructor or officer. */
      post: string;
      active: boolean;
      /** Null: may not sign in. */
      username: (string) | (null);
    };
    /** RFC 9457 problem details; `code` is stable. */
    Problem: {
      /** urn:caseloop:problem:<code> */
      type: string;
      title: string;
      status: number;
      detail: string;
      instance: string;
      code: "Malformed" | "InvalidInput" | "Unauthenticated" | "SignInFailed" | "LockedOut" | "RequestTimeout" | "TooManyRequests" | "NotAuthorised" | "CrossSite" | "NotFound" | "UnknownAction" | "IllegalAction" | "UnknownUnit" | "StaleVersion" | "KeyReused" | "KeyInFlight" | "TooLarge" | "UnsupportedMediaType" | "CalendarYearMissing" | "CaseTypeInvalid" | "RehearsalOnly" | "CaseBusy" | "EngineUnavailable" | "DatabaseUnavailable" | "StorageFull" | "OutcomeUnknown" | "Unstorable" | "LedgerDiverged" | "VaultAltered" | "CaseTypeAltered" | "Internal";
      errors: ({
        /** JSON pointer into the request body */
        pointer: string;
        message: string;
      })[];
      traceId: string;
      seq?: number;
    };
    PublishedCaseType: {
      hash: string;
      definition: components['schemas']["CaseTypeDefinition"];
    };
    Readiness: {
      status: "ready" | "notReady";
      checks: ({
        name: string;
        status: "ok" | "warning" | "failed";
        detail?: string;
      })[];
    };
    /** For the resident: with both they follow their case. */
    Receipt: {
      caseNo: string;
      secret: string;
      receivedAt: string;
    };
    Received: {
      caseNo: string;
      receipt: components['schemas']["Receipt"];
      state: components['schemas']["Case"];
    };
    Report: {
      caseNo: string;
      receivedAt: string;
      category: string;
      urgency: "emergency" | "urgent" | "normal" | "complex";
      area: string;
      areaName: string;
      /** Null: received, and opened in a moment. */
      case: (components['schemas']["CaseListItem"]) | (null);
    };
    Responsible: {
      unit: string;
      name: string;
      /** The person on duty there now; null when nobody is entered. */
      onDuty: (string) | (null);
    };
    RunOfCase: {
      /** From 1. */
      run: number;
      runId: string;
      /** The first event that it decided. */
      firstSeq: number;
      /** Its history lies beside the ledger; else the engine still has it, or nobody. */
      exported: boolean;
      /** Of the exported history. */
      sha256: (string) | (null);
    };
    SavedView: {
      name: string;
      /** The filters as the page's address has them, without ?. */
      search: string;
    };
    SignedIn: {
      /** Absent when it lies in a cookie. */
      token?: string;
      /** At the latest; a session that is not used for four hours ends before, but for one of a wall. */
      expiresAt: string;
      me: components['schemas']["Me"];
    };
    SlippingCase: {
      caseNo: string;
      seq: number;
      status: "open" | "closed" | "archived";
      outcome: ("resolved" | "withdrawn") | (null);
      phase: "discovery" | "transfer" | "disposal" | "feedback" | "review";
      step: string;
      source: "hotline" | "grid" | "online" | "petition" | "patrol" | "leader";
      category: string;
      urgency: "emergency" | "urgent" | "normal" | "complex";
      area: string;
      areaName: string;
      card: ("yellow" | "red") | (null);
      satisfaction: ("verySatisfied" | "satisfied" | "basicallySatisfied" | "dissatisfied") | (null);
      rehearsal: boolean;
      receivedAt: string;
      closedAt: (string) | (null);
      type: string;
      responsible: {
        unit: string;
        name: string;
        onDuty: (string) | (null);
      };
      due: (string) | (null);
      overdue: boolean;
      slackMs: (number) | (null);
      stepLabel: components['schemas']["Label"];
      typeLabel: components['schemas']["Label"];
      /** The party that goes on working after an escalation. */
      handler: (components['schemas']["UnitName"]) | (null);
      /** Whose deadline comes first; null while none runs. */
      clock: ({
        name: "case" | "step" | "reply";
        unit: "hour" | "workingHour" | "workingDay" | "calendarDay";
        calendar: string;
        provisional: boolean;
      }) | (null);
      /** The case's own present; a rehearsal's is that of its last event. */
      now: string;
      /** 0 none yet, 1 reminded, 2 overdue, 3 raised one level, 4 two levels … */
      rung: number;
      supervision: ({
        card: "yellow" | "red";
        by: components['schemas']["UnitName"];
        at: string;
        replied: boolean;
        due: (string) | (null);
      }) | (null);
      urges: number;
      /** What the caller may do to step in: supervise, urge, reassign, escalate, takeOver. */
      allowed: (string)[];
    };
    SlippingList: {
      items: (components['schemas']["SlippingCase"])[];
      next: (string) | (null);
    };
    Staffing: {
      path: string;
      /** In service and acting for it; auditors and administrators are not counted. */
      people: number;
      /** Null: a vacancy. */
      onDuty: (string) | (null);
    };
    TimeLimit: {
      amount: number;
      unit: "hour" | "workingHour" | "workingDay" | "calendarDay";
      rule: string;
    };
    Unit: {
      path: string;
      name: string;
      level: ("city" | "county" | "street" | "community" | "grid") | ("department");
      /** 城市社区、农村、专属网格; null for everything but grids. */
      gridClass: ("urban" | "rural" | "special") | (null);
      active: boolean;
    };
    UnitName: {
      unit: string;
      name: string;
    };
    /** Open cases that this very unit answers for and that reached this rung. */
    UnitSlips: {
      unit: string;
      /** None yet, reminded, overdue, raised one, two, three or more levels. */
      rung: number;
      open: number;
      /** Late, soon or with a card: what GET /v1/overdue lists. */
      any: number;
      overdue: number;
      today: number;
      soon: number;
      red: number;
      yellow: number;
      replyOverdue: number;
      raised: number;
    };
    Verdict: {
      caseNo: string;
      events: number;
      runs: number;
      stateHash: (string) | (null);
      comparisons: ({
        name: "chain" | "readModel" | "replay" | "rules" | "texts";
        ok: (boolean) | (null);
        seq: (number) | (null);
        detail: string;
      })[];
      agrees: boolean;
    };
    WorkListItem: {
      caseNo: string;
      seq: number;
      status: "open" | "closed" | "archived";
      outcome: ("resolved" | "withdrawn") | (null);
      phase: "discovery" | "transfer" | "disposal" | "feedback" | "review";
      step: string;
      source: "hotline" | "grid" | "online" | "petition" | "patrol" | "leader";
      category: string;
      urgency: "emergency" | "urgent" | "normal" | "complex";
      area: string;
      areaName: string;
      card: ("yellow" | "red") | (null);
      satisfaction: ("verySatisfied" | "satisfied" | "basicallySatisfied" | "dissatisfied") | (null);
      rehearsal: boolean;
      receivedAt: string;
      closedAt: (string) | (null);
      type: string;
      responsible: components['schemas']["Responsible"];
      due: (string) | (null);
      overdue: boolean;
      slackMs: (number) | (null);
      stepLabel: components['schemas']["Label"];
      typeLabel: components['schemas']["Label"];
      /** The beginning of the description; null for roles that may not read texts. */
      title: (string) | (null);
      /** Since when the responsible party has it. */
      since: string;
      /** The working calendar that its clocks follow. */
      calendar: string;
      /** The clock that `due` is of. */
      clock: ({
        name: "case" | "step" | "reply";
        unit: "hour" | "workingHour" | "workingDay" | "calendarDay";
        provisional: boolean;
      }) | (null);
      suspended: boolean;
      contested: boolean;
      /** What waits for the superior. */
      request: ("extension" | "suspension") | (null);
      /** How often it was urged on. */
      urges: number;
    };
    WorkingCalendar: {
      name: string;
      version: number;
      utcOffsetMinutes: number;
      weekdays: (number)[];
      hours: ({
        from: string;
        to: string;
      })[];
      years: Record<string, {
        notice: string;
        off: ({
          date: string;
          name: string;
        })[];
        work: ({
          date: string;
          name: string;
        })[];
      }>;
    };
  };
}
export type Schemas = components["schemas"];
