// The figures of a season. `zone` is what the zone reported for January to 5 May; `assumed` is how such a season is made up, which
// it did not report: plausible shares, to be changed here.

export const zone = {
  /** Requests received. */
  received: 5_104,
  /** Disputes settled among them (化解矛盾纠纷). */
  settled: 232,
  /** Share closed (办结率). */
  closedShare: 0.9906,
  /** Days from 1 January to 5 May. */
  days: 125,
};

export const assumed = {
  source: { grid: 50, hotline: 28, online: 10, patrol: 5, petition: 5, leader: 2 },
  /** Of what is no dispute. */
  utilityShare: 0.16,
  /** Disputes that end without an agreement, for each one that is settled. */
  failedPerSettled: 0.06,
  urgency: { emergency: 1, urgent: 8, normal: 81, complex: 10 },
  category: { sanitation: 26, environment: 22, cityAppearance: 17, traffic: 14, publicService: 12, general: 9 },
  utility: { water: 42, power: 26, heat: 20, gas: 12 },
  dispute: { noise: 30, neighbour: 24, leak: 20, clutter: 18, boundary: 8 },
  /** What happens on the way of a general request; the rest goes straight. */
  mishap: {
    none: 77,
    returned: 9,
    returnedTwice: 1.5,
    contested: 0.8,
    further: 6,
    extension: 3.5,
    suspension: 1.2,
    refusedExtension: 1,
  },
  onSpot: 0.14,
  unreached: 0.07,
  /** Dissatisfied once; of these, so many again after it was redone. */
  dissatisfied: 0.045,
  dissatisfiedAgain: 0.15,
  /** Of the dissatisfied: what follows. */
  redone: 0.75,
  reopened: 0.012,
  satisfaction: { verySatisfied: 46, satisfied: 44, basicallySatisfied: 10 },
  /** A unit's own share of late work: each draws one from this range. */
  slackest: 0.03,
  /** Times that a unit is short of people (days off, training, sickness) in a season, and for how many days. */
  absences: { times: [0, 2], days: [2, 6] },
  /** How late, when late: past the deadline, or so late that the case is raised a level. */
  lateness: { late: 70, raised: 30 },
  /** Why a case is still open at the end of the season. */
  open: { suspended: 22, extended: 16, contested: 10, working: 22, raised: 12, mediating: 18 },
} as const;
