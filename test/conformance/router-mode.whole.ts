import { leavesRouterAsItWas } from "./somebodys-router";

leavesRouterAsItWas(".*", 900);
