import { conformanceOf } from "../simulated";

conformanceOf("7.21.5");
