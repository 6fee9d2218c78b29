import { conformanceOf } from "../simulated";

conformanceOf("7.22.3");
