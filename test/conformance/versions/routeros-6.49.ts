import { conformanceOf } from "../simulated";

conformanceOf("6.49");
