/** A plan as a value. */
import type { View } from "../view";
import type { PlannedSubnet, Subnet, SubnetPlan } from "./subnet-type";
import { Value } from "./value";
import { planView } from "./views/subnets";

/** The parts of a network, and what is left of it. */
export class Plan extends Value implements SubnetPlan {
  constructor(
    readonly net: Subnet,
    readonly subnets: readonly PlannedSubnet[],
    readonly free: readonly Subnet[],
  ) {
    super();
    Object.freeze(this);
  }

  get text(): string {
    const parts = this.subnets.map(({ name, wanted, subnet }) => `${name ?? wanted}: ${subnet}`);
    return [...parts, ...this.free.map((subnet) => `free: ${subnet}`)].join(", ");
  }

  view(): View {
    return planView(this.net, this.subnets, this.free);
  }
}
