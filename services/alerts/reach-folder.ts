/** Where each of the staff was when they last came to the desk: there they are told of alerts. */
export const reachFolder = "staff-reach";
