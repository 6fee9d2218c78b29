import { conformanceOf } from "../simulated";

conformanceOf("7.12.2");
